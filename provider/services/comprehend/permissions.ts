import { type Needed, ownArn, type Subject, textOf } from "../../aws/permissions";
import { type ModelArn, parseModelArn } from "./model-arn";

type Kind = ModelArn["kind"];
const KINDS = {
  "document-classifier": "DocumentClassifier",
  "entity-recognizer": "EntityRecognizer",
} as const;

/** The kinds that an ARN, or an input, leaves open: one where it is known. */
function kindsOf(subject: Subject, name: string): readonly Kind[] {
  const text = textOf(subject, name);
  const kind = parseModelArn(text)?.kind ?? text;
  const known = Object.keys(KINDS) as Kind[];
  return known.includes(kind as Kind) ? [kind as Kind] : known;
}

/** The same statement of each kind of model, where the input is of that kind. */
export function ofEachKind(
  input: string,
  make: (kind: Kind, noun: (typeof KINDS)[Kind]) => Omit<Needed, "when">,
): Needed[] {
  return (Object.keys(KINDS) as Kind[]).map((kind) => ({
    ...make(kind, KINDS[kind]),
    when: (subject) => kindsOf(subject, input).includes(kind),
  }));
}

/** The version that is meant, or any of the account's. */
export const named =
  (input: string): NonNullable<Needed["on"]> =>
  (subject) =>
    textOf(subject, input) ??
    kindsOf(subject, input).map((kind) => ownArn(subject, "comprehend", `${kind}/*`));
