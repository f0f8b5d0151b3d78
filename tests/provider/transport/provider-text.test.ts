import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { providerText } from "#provider/program/provider-text";

const REPOSITORY = resolve(__dirname, "../../../..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "provider-text-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** It stands in every state: changing one byte would show an update of every resource of every user. */
const TEXT_OF_MODEL_AGREEMENT =
  'exports.handler=()=>{const{dirname,join}=require("path"),paths=[];' +
  "for(let d=process.cwd();" +
  ";" +
  'd=dirname(d)){paths.push(d,join(d,"node_modules/.pnpm"));' +
  "if(d===dirname(d))break}let file;" +
  'try{file=require.resolve("pulumi-model-access/dynamic",{paths})}catch{throw Object.assign(new Error("the package pulumi-model-access is not installed here: npm install pulumi-model-access (it is needed to change, refresh or destroy a ModelAgreement)"),{stack:""})}return require(file).load("ModelAgreement")}';

/** Runs a provider text from a folder the way the host does, and says what it has loaded. */
function load(text: string, cwd: string): { stdout: string; stderr: string } {
  const script = `
    const requireFromString = require(${JSON.stringify(join(REPOSITORY, "node_modules/require-from-string"))});
    try { console.log(requireFromString(${JSON.stringify(text)}).handler().constructor.name) }
    catch (error) { console.error(error.message + "|" + error.stack) }`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], { cwd, encoding: "utf8" });
  return { stdout: stdout.trim(), stderr: stderr.trim() };
}

describe("the provider text", () => {
  it("never changes", () => {
    expect(providerText("ModelAgreement")).toBe(TEXT_OF_MODEL_AGREEMENT);
    for (const type of [
      "UseCaseSubmission",
      "CustomModelShare",
      "CustomModelShareAcceptance",
      "CustomModelCopy",
      "ComprehendModelPolicy",
      "ComprehendModelImport",
    ]) {
      expect(providerText(type)).toBe(TEXT_OF_MODEL_AGREEMENT.replaceAll("ModelAgreement", type));
    }
  });

  it("finds the package from the program's folder and below", () => {
    const below = join(REPOSITORY, "examples/quickstart");
    expect(load(providerText("ModelAgreement"), REPOSITORY)).toEqual({
      stdout: "DynamicHandler",
      stderr: "",
    });
    expect(load(providerText("ModelAgreement"), below)).toEqual({ stdout: "DynamicHandler", stderr: "" });
  });

  it("finds the package where pnpm keeps what is only a dependency's dependency", () => {
    const project = join(folder, "pnpm");
    const hidden = join(project, "node_modules/.pnpm/node_modules");
    mkdirSync(hidden, { recursive: true });
    symlinkSync(join(REPOSITORY, "provider"), join(hidden, "pulumi-model-access"));
    expect(load(providerText("ModelAgreement"), project)).toEqual({ stdout: "DynamicHandler", stderr: "" });
  });

  it("says what to install where the package is missing, without a stack", () => {
    const { stderr } = load(providerText("ModelAgreement"), folder);
    expect(stderr).toBe(
      "the package pulumi-model-access is not installed here: npm install pulumi-model-access " +
        "(it is needed to change, refresh or destroy a ModelAgreement)|",
    );
  });

  it("shows a failure inside the package as it is", () => {
    const project = join(folder, "broken");
    const broken = join(project, "node_modules/pulumi-model-access");
    mkdirSync(join(broken, "dist/host/dynamic"), { recursive: true });
    cpSync(join(REPOSITORY, "provider/package.json"), join(broken, "package.json"));
    writeFileSync(join(broken, "dist/host/dynamic/load.js"), "require('not-there')");
    expect(load(providerText("ModelAgreement"), project).stderr).toContain("Cannot find module 'not-there'");
  });

  it("says that a newer version is needed for a resource it does not know", () => {
    expect(load(providerText("FromTheFuture"), REPOSITORY).stderr).toContain(
      "this version of pulumi-model-access has no resource FromTheFuture: install a newer one",
    );
  });
});
