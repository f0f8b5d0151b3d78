import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { describe, expect, it } from "@jest/globals";
import { parseAllDocuments } from "yaml";

const REPOSITORY = resolve(__dirname, "../../..");
const FOLDER = join(REPOSITORY, "examples/gitops");
const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.ya?ml$/.test(file))
  .sort();

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[]; readonly permissions?: object }>>;
  readonly permissions?: object;
}
interface StackObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(join(REPOSITORY, "tests/gitops", file), "utf8")) as unknown;
/** The names of the inputs in each action's action.yml, and which it wants, at the commit that is named. */
const actions = read("actions.json") as Record<string, { inputs: string[]; required: string[] }>;
const operator = read("operator-fields.json") as { spec: Record<string, unknown>; required: string[] };

function documents(file: string): unknown[] {
  return parseAllDocuments(readFileSync(join(FOLDER, file), "utf8")).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as unknown;
  });
}

/** Where a value is not what the schema says: a type's name, fields by name (`*` is any), or a list of one. */
function unlike(value: unknown, schema: unknown, path: string): string[] {
  if (Array.isArray(schema))
    return Array.isArray(value)
      ? value.flatMap((one, index) => unlike(one, schema[0], `${path}[${index}]`))
      : [path];
  if (typeof schema === "string") {
    const type = Number.isInteger(value) ? "integer" : typeof value;
    return type === schema ? [] : [path];
  }
  if (typeof value !== "object" || value === null || schema === undefined) return [path];
  const fields = schema as Readonly<Record<string, unknown>>;
  return Object.entries(value).flatMap(([name, one]) =>
    unlike(one, fields[name] ?? fields["*"], `${path}.${name}`),
  );
}

it.each(files)("examples/gitops/%s is YAML", (file) => {
  expect(documents(file).length).toBeGreaterThan(0);
});

describe.each(files.filter((file) => file.startsWith("github")))("examples/gitops/%s", (file) => {
  const [workflow] = documents(file) as [Workflow];
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it("gives each action the inputs that it has", () => {
    const used = steps.filter((step): step is Step & { uses: string } => step.uses !== undefined);
    expect(used.length).toBeGreaterThan(3);
    for (const { uses, with: inputs = {} } of used) {
      const [name = "", version] = uses.split("@");
      expect(version).toMatch(/^v\d+$/);
      expect([uses, Object.keys(inputs).filter((one) => !actions[name]!.inputs.includes(one))]).toEqual([
        uses,
        [],
      ]);
      expect([uses, actions[name]!.required.filter((one) => !(one in inputs))]).toEqual([uses, []]);
    }
  });

  it("gives each job only the permissions that it names", () => {
    expect(workflow.permissions).toEqual({});
    for (const { permissions } of Object.values(workflow.jobs))
      expect(permissions).toMatchObject({ contents: "read" });
  });
});

describe("the Stack objects of the Kubernetes operator", () => {
  const objects = files
    .filter((file) => !/^(github|gitlab)/.test(file))
    .flatMap((file) => documents(file) as StackObject[])
    .filter(({ kind }) => kind === "Stack");

  it("have only fields that the operator has, of its types", () => {
    expect(objects.length).toBeGreaterThan(3);
    for (const { spec } of objects) {
      expect(unlike(spec, operator.spec, "spec")).toEqual([]);
      expect(operator.required.filter((one) => !(one in spec))).toEqual([]);
    }
  });

  it("have names that it takes, look again by themselves, and never destroy what they leave", () => {
    for (const { apiVersion, metadata, spec } of objects) {
      expect(apiVersion).toBe("pulumi.com/v1");
      expect(metadata.name.length).toBeLessThanOrEqual(42);
      expect(spec).toMatchObject({ refresh: true, continueResyncOnCommitMatch: true });
      expect(spec["resyncFrequencySeconds"]).toBeGreaterThanOrEqual(3600);
      expect(spec["destroyOnFinalize"] ?? false).toBe(false);
    }
  });
});

it("no recipe asks for logs that hold secrets", () => {
  for (const file of files) {
    const text = readFileSync(join(FOLDER, file), "utf8").replace(/#.*$/gm, "");
    expect(text).not.toMatch(/--debug|-v=\d|--event-log|STREAMING_JSON|up .*--json/);
  }
});
