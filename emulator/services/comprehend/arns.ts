import type { Call } from "../../operation/operation";
import { text } from "../../validation/shapes";
import { refusals } from "./refusals";
import { partitionOf } from "../../world/partitions";

/** The two kinds of custom models, as ARNs call them. */
export type Kind = "document-classifier" | "entity-recognizer";

const PREFIX = "arn:aws(-[^:]+)?:comprehend:[a-zA-Z0-9-]*:[0-9]{12}:";
const NAME = "[a-zA-Z0-9](-*[a-zA-Z0-9])*";

const arn = (rest: string) => text({ max: 256, pattern: new RegExp(PREFIX + rest) });

export const modelArn = arn(`(document-classifier|entity-recognizer)/${NAME}(/version/${NAME})?`);
export const arnOf = (kind: Kind) => arn(`${kind}/${NAME}(/version/${NAME})?`);
export const endpointArn = arn(`(document-classifier-endpoint|entity-recognizer-endpoint)/${NAME}`);
export const taggableArn = arn(`[a-zA-Z0-9-]{1,64}/${NAME}((/dataset/${NAME})|(/version/${NAME}))?`);
export function isModelArn(text: string): boolean {
  return new RegExp(`^(?:${modelArn.pattern!.source})$`).test(text);
}

/** The name of a model, and of its version. */
export const modelName = text({ max: 63, pattern: new RegExp(`^${NAME}$`) });

interface Parts {
  readonly region: string;
  readonly account: string;
  readonly kind: Kind;
  readonly name: string;
  readonly version?: string;
}

/** What the ARN of a model says of it. */
export function partsOf(modelArn: string): Parts {
  const [, , , region = "", account = "", resource = ""] = modelArn.split(":");
  const [kind, name = "", , version] = resource.split("/");
  return { region, account, kind: kind as Kind, name, ...(version !== undefined && { version }) };
}

export function arnOfModel({ region, account, kind, name, version }: Parts): string {
  const suffix = version === undefined ? "" : `/version/${version}`;
  return `arn:${partitionOf(region)}:comprehend:${region}:${account}:${kind}/${name}${suffix}`;
}

const TAGGABLE = [
  ...["document-classifier", "document-classifier-endpoint"],
  ...["entity-recognizer", "entity-recognizer-endpoint"],
] as const;

/** An ARN as policies are asked of it: AWS calls its type as the ARN does. */
export function byKind<Member extends string>(
  member: Member,
  kinds: readonly (typeof TAGGABLE)[number][] = TAGGABLE,
): Record<string, (input: Readonly<Record<Member, string>>) => string | undefined> {
  const ofKind = (kind: string) => (input: Readonly<Record<Member, string>>) => {
    const arn = input[member];
    return arn.split(":")[5]?.split("/")[0] === kind ? arn : undefined;
  };
  return Object.fromEntries(kinds.map((kind) => [kind, ofKind(kind)]));
}

/** What policies are asked of where there is no such thing yet. */
export function anyOfKind(kind: Kind, { region, account }: Call): string {
  return arnOfModel({ region, account, kind, name: "*" });
}

/** Refuses the ARN of something elsewhere, whether or not there is such a thing. */
export function requireOwn(operation: string, given: string, { account, region, principal }: Call): void {
  const { region: itsRegion, account: itsOwner } = partsOf(given);
  if (itsOwner !== account) throw refusals.mayNot(principal.arn, operation, given);
  if (itsRegion !== region) throw refusals.otherRegion(given);
}
