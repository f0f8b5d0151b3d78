import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Cell, Kind, Manager } from "./cells";
import type { Tarballs } from "./fresh-clone";

const MODULE = `import { ModelAgreement } from "pulumi-model-access";
import { modelGuard } from "pulumi-model-access/guard/policies";

const allow = [{ modelId: "cohere.command-r-v1:0" }];
const agreement = new ModelAgreement("command-r", { modelId: "cohere.command-r-v1:0" });
export const status = agreement.agreementStatus;
export const policies = modelGuard({ allow, exemptRoles: ["arn:aws:iam::*:role/deployer"] }).sizes.length;
`;
const SCRIPT = `const { ModelAgreement } = require("pulumi-model-access");
const { modelGuard } = require("pulumi-model-access/guard/policies");

const allow = [{ modelId: "cohere.command-r-v1:0" }];
const agreement = new ModelAgreement("command-r", { modelId: "cohere.command-r-v1:0" });
exports.status = agreement.agreementStatus;
exports.policies = modelGuard({ allow, exemptRoles: ["arn:aws:iam::*:role/deployer"] }).sizes.length;
`;

/** The compiler's options in Pulumi's own template, and what a module needs instead. */
const TEMPLATE = { strict: true, outDir: "bin", target: "es2020", sourceMap: true };
const COMMONJS = { ...TEMPLATE, module: "commonjs", moduleResolution: "node" };
const NODENEXT = { ...TEMPLATE, module: "nodenext", moduleResolution: "nodenext" };

interface Shape {
  readonly main: string;
  readonly program: string;
  readonly isModule: boolean;
  readonly compilerOptions?: object;
  /** What such a program needs besides. */
  readonly packages: readonly string[];
  readonly runtime: object | string;
}
const SHAPES: Readonly<Record<Kind, Shape>> = {
  CJS: { main: "index.js", program: SCRIPT, isModule: false, packages: [], runtime: "nodejs" },
  ESM: { main: "index.js", program: MODULE, isModule: true, packages: [], runtime: "nodejs" },
  TypeScript: {
    main: "index.ts",
    program: MODULE,
    isModule: false,
    compilerOptions: COMMONJS,
    packages: ["typescript@5.9.3", "@types/node@20"],
    runtime: "nodejs",
  },
  "TypeScript module": {
    main: "index.ts",
    program: MODULE,
    isModule: true,
    compilerOptions: NODENEXT,
    packages: ["typescript@5.9.3", "@types/node@20", "ts-node@10.9.2"],
    runtime: "nodejs",
  },
  tsx: {
    main: "index.ts",
    program: MODULE,
    isModule: true,
    compilerOptions: NODENEXT,
    packages: ["tsx@4"],
    runtime: { name: "nodejs", options: { typescript: false, nodeargs: "--import tsx" } },
  },
};

/** Writes a project as somebody begins one; nothing is installed in it. */
export function writeProject(folder: string, { kind, manager }: Cell): void {
  const { main, program, isModule, compilerOptions, runtime } = SHAPES[kind];
  mkdirSync(folder, { recursive: true });
  const write = (file: string, content: object | string): void =>
    writeFileSync(
      join(folder, file),
      typeof content === "string" ? content : JSON.stringify(content, undefined, 2),
    );
  write("package.json", { name: "my-project", private: true, main, ...(isModule && { type: "module" }) });
  write("Pulumi.yaml", { name: "my-project", runtime });
  write(main, program);
  if (compilerOptions) write("tsconfig.json", { compilerOptions, include: ["*.ts"] });
  // Since pnpm 11 nothing is installed before somebody has said which packages may build. @pulumi/pulumi works without what they would.
  if (manager === "pnpm 12")
    write("pnpm-workspace.yaml", { allowBuilds: { protobufjs: false, esbuild: false } });
  if (manager === "yarn 4") {
    write(
      ".yarnrc.yml",
      "nodeLinker: node-modules\nenableTelemetry: false\nenableImmutableInstalls: false\n",
    );
    write("yarn.lock", ""); // else Yarn takes the folder for a part of a project above it
  }
}

const isYarn4 = (manager: Manager): boolean => manager.startsWith("yarn 4");

/** What has to be added to that project: the package, the SDK, and what the program is run by. */
export function packagesFor({ kind, manager }: Cell, { provider }: Tarballs, sdk: string): string[] {
  const tarball = isYarn4(manager) ? `pulumi-model-access@file:${provider}` : provider;
  return [tarball, `@pulumi/pulumi@${sdk}`, ...SHAPES[kind].packages];
}
