import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { dirname, join } from "node:path/posix";

import * as ts from "typescript";

import type { Block } from "./blocks";

/** As the compiler writes paths, on Windows too. */
const REPOSITORY = resolve(__dirname, "../../../..").replaceAll("\\", "/");
/** Where the blocks would lie: from there packages are found as from a project. */
const FOLDER = join(REPOSITORY, "tests", "pages");
const AWS = join(REPOSITORY, "node_modules", "@pulumi", "aws");

export const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  moduleDetection: ts.ModuleDetectionKind.Force,
  target: ts.ScriptTarget.ES2022,
  // Without a browser's types, which take longer than all the rest.
  lib: ["lib.es2022.d.ts"],
  types: ["node"],
  strict: true,
  skipLibCheck: true,
};

/** Of @pulumi/aws, what pages speak of. All of it would take half a minute. */
const SHORTENED: Readonly<Record<string, string>> = {
  "index.d.ts":
    'export * as bedrock from "./bedrock"; export * as bedrockfoundation from "./bedrockfoundation";',
  "bedrock/index.d.ts": 'export * from "./customModel"; export * from "./useCaseForModelAccess";',
  "types/input.d.ts": typesOf("input"),
  "types/output.d.ts": typesOf("output"),
};

function typesOf(direction: string): string {
  const text = readFileSync(join(AWS, "types", `${direction}.d.ts`), "utf8");
  const head = text.slice(0, text.indexOf("export "));
  const namespaces = ["bedrock", "bedrockfoundation"].map((name) => {
    const start = text.indexOf(`export declare namespace ${name} {`);
    return start < 0 ? "" : text.slice(start, text.indexOf("\n}\n", start) + 3);
  });
  return [head, ...namespaces, "export {};"].join("\n");
}

/** Pages whose code is not that of Pulumi programs. */
const TESTS = ["docs/emulator.md"];

/** What pages speak of as something that the reader has. */
const GIVEN: Readonly<Record<string, string>> = {
  customModel: `import("@pulumi/aws").bedrock.CustomModel`,
  share: `import("pulumi-model-access").CustomModelShare`,
  ...Object.fromEntries(
    ["owner", "recipient", "importer", "workloads"].map((name) => [
      name,
      `import("pulumi-model-access").Provider`,
    ]),
  ),
  config: `import("@pulumi/pulumi").Config`,
  classifierVersionArn: "string",
  modelArn: "string",
  modelId: "string",
  place: "{ account: string; region: string; modelId: string }",
};

/** A block as a file: with the imports of what came before it on its page, where it has none, and with what is given. */
function sourceOf(block: Block, before: readonly Block[]): string {
  const imports = /^import [^]*?;$/gm;
  const has = (text: string): boolean => text.search(imports) >= 0;
  const earlier = has(block.text)
    ? []
    : [...new Set(before.flatMap(({ text }) => text.match(imports) ?? []))];
  const own = [...block.text.matchAll(/(?:const|let) (?:(\w+)|\{([^}]*)\})/g)]
    .map(([text]) => text)
    .join(" ");
  const isGiven = (name: string): boolean =>
    new RegExp(`\\b${name}\\b`).test(block.text) && !new RegExp(`\\b${name}\\b`).test(own);
  const declared = Object.entries(GIVEN).filter(([name]) => isGiven(name));
  const preamble = [
    ...earlier,
    ...declared.map(([name, type]) => `declare const ${name}: ${type};`),
    "export {};",
  ];
  return `${preamble.join(" ")}\n${block.text}`;
}

/** What the compiler says of blocks of TypeScript, all in one program: `page:line: message`. */
export function typeProblems(blocks: readonly Block[]): string[] {
  const files = new Map<string, Block>();
  const texts = new Map<string, string>();
  for (const [index, block] of blocks.entries()) {
    // A Pulumi program is a CommonJS module, unless its owner has made it another one; a test need not be.
    const extension = TESTS.includes(block.page) ? "mts" : "ts";
    const [, name = `${index}.${extension}`] = /^\/\/ (\S+\.ts)\n/.exec(block.text) ?? [];
    const file = join(FOLDER, block.page.replaceAll(/\W/g, "-"), name);
    files.set(file, block);
    const isBefore = (other: Block): boolean => other.page === block.page && other.line < block.line;
    texts.set(file, sourceOf(block, blocks.filter(isBefore)));
  }
  for (const [name, text] of Object.entries(SHORTENED)) texts.set(join(AWS, name), text);
  const host = ts.createCompilerHost(OPTIONS);
  const onDisk = { ...host };
  // Declarations are mostly comments.
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
  host.readFile = (file) => texts.get(file) ?? onDisk.readFile(file);
  host.fileExists = (file) => texts.has(file) || onDisk.fileExists(file);
  const folders = new Set([...files.keys()].map((file) => dirname(file)));
  host.directoryExists = (folder) =>
    folders.has(folder) || folder === FOLDER || ts.sys.directoryExists(folder);
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    const block = file && files.get(file.fileName);
    if (!block) return `${file?.fileName ?? ""}: ${message}`;
    // The first line is ours.
    return `${block.page}:${block.line + file.getLineAndCharacterOfPosition(start).line - 1}: ${message}`;
  });
}
