import { UNKNOWN } from "../core/props";
import { isAlias } from "./kms/kms-key-id";

/** What a run does with a resource, and `call` for a function. Check and diff ask AWS nothing. */
export type Verb = "create" | "read" | "update" | "delete" | "import" | "call";

/** One statement of what AWS has to allow. What has the same Sid becomes one statement, so it has the same conditions. */
export interface Needed {
  /** Letters and digits. What begins with `Optional` may be left out of a policy. */
  readonly sid: string;
  /** Which verb asks for what; with its prefix, such as `bedrock:GetCustomModel`. */
  readonly actions: Readonly<Record<string, readonly Verb[]>>;
  /** The ARNs that they are done with. @default `*`: AWS knows no resource for them, or they list */
  readonly on?: (subject: Subject) => string | readonly string[];
  readonly conditions?: (subject: Subject) => Conditions;
  /** Whether this one needs it at all. @default it does */
  readonly when?: (subject: Subject) => boolean;
  /** AWS itself asks for these, of who makes that call: they are in no log of ours. */
  readonly within?: string;
  /** Why a run asks for these seldom. */
  readonly seldom?: string;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** The calls of one kind of resource, or of one function. Whoever adds a call adds it here; a test sees to it. */
export interface Permissions {
  readonly type: string;
  readonly needed: readonly Needed[];
}

/** One resource, as far as its program or its state says what it is. */
export interface Subject {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly partition: string;
  /** `*` where nobody says which. */
  readonly region: string;
  /** `*` where nobody says which. */
  readonly accountId: string;
}

export const EVERY_VERB: readonly Verb[] = ["create", "read", "update", "delete", "import"];
export const ENSURING: readonly Verb[] = ["create", "update"];

/** An input that is a text that says something, and is known. */
export function textOf({ inputs }: Pick<Subject, "inputs">, name: string): string | undefined {
  const value = inputs[name];
  return typeof value === "string" && value !== "" && value !== UNKNOWN ? value : undefined;
}

/** Something of the subject's own account and Region. */
export function ownArn({ partition, region, accountId }: Subject, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** The key that an input names. Which one has an alias, only AWS knows: see {@link keyConditions}. */
export function keyArn(subject: Subject, name: string): string {
  const key = textOf(subject, name) ?? "*";
  const arn = key.startsWith("arn:") ? key : ownArn(subject, "kms", isAlias(key) ? key : `key/${key}`);
  return arn.replace(/:alias\/.*$/, ":key/*");
}

/** Only through the service, and only the key that has the alias where it is named by one. */
export function keyConditions(subject: Subject, name: string, service?: string): Conditions {
  const [, alias] = /(alias\/.+)$/.exec(textOf(subject, name) ?? "") ?? [];
  const via = `${service}.${subject.region}.amazonaws.com`;
  return {
    ...(service !== undefined && { StringLike: { "kms:ViaService": via } }),
    ...(alias !== undefined && { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } }),
  };
}
