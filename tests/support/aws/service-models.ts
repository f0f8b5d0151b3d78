import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

import { nameOf } from "#emulator/operation/operation";
import { services } from "#emulator/services/services";
import type { Member, Members, Shape } from "#emulator/validation/shapes";

/** What an operation takes, with its limits. */
export type ServiceModels = (service: string, operation: string) => Members;

/** As the emulator declares it; `npm run test:clients` holds that to AWS's own. */
export const emulated: ServiceModels = (service, operation) => {
  const { operations } = services.find((one) => nameOf(one) === service)!;
  return operations.find(({ name }) => name === operation)!.input;
};

/** What the value at a path such as `Options.ActivationOverrideBehavior` may be. */
export function shapeAt(members: Members, path: string): Shape<unknown> {
  const [name = "", ...rest] = path.split(".");
  const { shape } = members[name]!;
  return rest.length === 0 ? shape : shapeAt(shape.members!, rest.join("."));
}

/** Where `npm run test:clients` has put what AWS's own clients for Python are made of. */
const CLIENTS = resolve(__dirname, "../../../../.local/clients/lib");

interface Described {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly input?: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, Described>>;
}

const models = new Map<string, Model>();

/** AWS's own service models, as botocore brings them. */
export const declaredByAws: ServiceModels = (service, operation) => {
  const model = models.get(service) ?? readModel(service);
  models.set(service, model);
  const input = model.operations[operation]!.input!.shape;
  return membersOf(model, model.shapes[input]!, []);
};

function readModel(service: string): Model {
  const [python] = readdirSync(CLIENTS).filter((name) => name.startsWith("python"));
  const folder = join(CLIENTS, python!, "site-packages/botocore/data", service);
  const latest = readdirSync(folder).sort().at(-1)!;
  const file = join(folder, latest, "service-2.json.gz");
  return JSON.parse(gunzipSync(readFileSync(file)).toString()) as Model;
}

/** Whether there are any on this machine. */
export const hasModels = existsSync(join(CLIENTS, "../installed.txt"));

function membersOf(model: Model, { members = {}, required = [] }: Described, within: string[]): Members {
  const read = Object.entries(members).flatMap(([name, { shape }]): [string, Member<unknown>][] =>
    // A type that has itself in it ends where it begins again.
    within.includes(shape)
      ? []
      : [
          [
            name,
            {
              shape: shapeOf(model, shape, [...within, shape]),
              required: required.includes(name),
              place: "body",
            },
          ],
        ],
  );
  return Object.fromEntries(read);
}

const KINDS: Readonly<Record<string, Shape<unknown>["kind"]>> = {
  string: "text",
  boolean: "flag",
  integer: "integer",
  long: "integer",
  blob: "blob",
  timestamp: "moment",
  list: "list",
};

function shapeOf(model: Model, name: string, within: string[]): Shape<unknown> {
  const described = model.shapes[name]!;
  const { type, min, max, pattern, enum: values, member } = described;
  return {
    kind: KINDS[type] ?? "structure",
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(pattern !== undefined && { pattern: asInJava(pattern) }),
    ...(values && { values }),
    ...(member && { item: shapeOf(model, member.shape, within) }),
    ...(described.members && { members: membersOf(model, described, within) }),
  };
}

/** In Java, whose patterns they are, `\s` is of ASCII. */
function asInJava(pattern: string): RegExp {
  const source = pattern.replaceAll("\\s", " \\t\\n\\v\\f\\r");
  return new RegExp(source, source.includes("\\p{") ? "u" : "");
}
