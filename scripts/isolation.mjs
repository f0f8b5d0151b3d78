import { randomBytes } from "node:crypto";
import { cpSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The caller's environment without anything that leads to a real account or to the caller's own Pulumi state, and with
 * what leads to the emulator and to a folder of ours instead.
 */
export function isolated(env, local, emulatorPort) {
  const kept = Object.entries(env).filter(([name]) => !/^(AWS|PULUMI)_/.test(name));
  mkdirSync(join(local, "backend"), { recursive: true });
  const empty = join(local, "empty");
  if (!existsSync(empty)) writeFileSync(empty, "");
  return {
    ...Object.fromEntries(kept),
    AWS_ACCESS_KEY_ID: "111122223333",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "us-east-1",
    AWS_ENDPOINT_URL: `http://127.0.0.1:${emulatorPort}`,
    AWS_CONFIG_FILE: empty,
    AWS_SHARED_CREDENTIALS_FILE: empty,
    AWS_EC2_METADATA_DISABLED: "true",
    PULUMI_HOME: join(local, "pulumi-home"),
    PULUMI_BACKEND_URL: `file://${join(local, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase(local),
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

function passphrase(local) {
  const file = join(local, "passphrase");
  if (!existsSync(file)) {
    // Of two first commands at the same time both use the passphrase of one.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, randomBytes(24).toString("base64"), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(file, "utf8");
}

/** Where this repository's build puts what it compiles of an example. */
const BUILT = join(dirname(fileURLToPath(import.meta.url)), "..", "examples/dist");

/**
 * A copy of a program's Pulumi.yaml, so that the CLI writes its settings of the stack beside that one, and of the terms that are
 * looked for beside it as well. It runs what has been compiled of an example: everything is compiled before, and nobody waits twice.
 * @param source the folder of Pulumi.yaml
 * @returns the folder the copy is in
 */
export function localProject(source, local) {
  const project = readFileSync(join(source, "Pulumi.yaml"), "utf8");
  const [, name] = /^name: (.*)$/m.exec(project);
  const [, main] = /^main: (.*)$/m.exec(project) ?? [];
  const folder = join(local, "projects", name);
  mkdirSync(folder, { recursive: true });
  const rest = project.replace(/^(main: .*|runtime: nodejs|runtime:\n( .*\n)*)\n?/gm, "").trimEnd();
  const runtime = "runtime: { name: nodejs, options: { typescript: false } }";
  const file = main === undefined ? join(BUILT, basename(source), "index.js") : join(source, main);
  writeFileSync(join(folder, "Pulumi.yaml"), `${rest}\n${runtime}\nmain: ${JSON.stringify(file)}\n`);
  const terms = join(source, "terms");
  // What somebody has reviewed anew since then stays.
  if (existsSync(terms)) cpSync(terms, join(folder, "terms"), { recursive: true, force: false });
  return folder;
}
