import {
  ENSURING,
  EVERY_VERB,
  type Needed,
  ownArn,
  type Permissions,
  type Subject,
  textOf,
  type Verb,
} from "../../aws/permissions";
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
function ofEachKind(
  input: string,
  make: (kind: Kind, noun: (typeof KINDS)[Kind]) => Omit<Needed, "when">,
): Needed[] {
  return (Object.keys(KINDS) as Kind[]).map((kind) => ({
    ...make(kind, KINDS[kind]),
    when: (subject) => kindsOf(subject, input).includes(kind),
  }));
}

/** The version that is meant, or any of the account's. */
const named =
  (input: string): NonNullable<Needed["on"]> =>
  (subject) =>
    textOf(subject, input) ??
    kindsOf(subject, input).map((kind) => ownArn(subject, "comprehend", `${kind}/*`));

const comprehendModelPolicy: Permissions = {
  type: "ComprehendModelPolicy",
  needed: [
    {
      sid: "ModelPolicies",
      actions: {
        "comprehend:DescribeResourcePolicy": EVERY_VERB,
        "comprehend:PutResourcePolicy": ENSURING,
        "comprehend:DeleteResourcePolicy": ["delete"],
      },
      on: named("resourceArn"),
    },
    ...ofEachKind("resourceArn", (_kind, noun) => ({
      sid: `OwnedModels${noun}`,
      actions: { [`comprehend:Describe${noun}`]: ["create", "read"] },
      on: named("resourceArn"),
    })),
  ],
};

/** The model that is made; its name is the source's where the program says none. */
function made(kind: Kind): NonNullable<Needed["on"]> {
  return (subject) => {
    const name =
      textOf(subject, "modelName") ?? parseModelArn(textOf(subject, "sourceModelArn"))?.modelName ?? "*";
    return ownArn(subject, "comprehend", `${kind}/${name}/version/*`);
  };
}

const comprehendModelImport: Permissions = {
  type: "ComprehendModelImport",
  needed: [
    {
      sid: "ImportSource",
      actions: { "comprehend:ImportModel": ["create"] },
      on: named("sourceModelArn"),
    },
    ...ofEachKind("sourceModelArn", (kind, noun) => ({
      sid: `Imports${noun}`,
      actions: {
        [`comprehend:Describe${noun}`]: EVERY_VERB,
        "comprehend:ListTagsForResource": EVERY_VERB,
        "comprehend:TagResource": ENSURING,
        "comprehend:UntagResource": ["update"],
        [`comprehend:Delete${noun}`]: ["delete"],
      },
      on: made(kind),
    })),
    ...ofEachKind("sourceModelArn", (kind, noun) => ({
      sid: `Imports${noun}`,
      actions: { [`comprehend:StopTraining${noun}`]: ["delete"] satisfies Verb[] },
      on: made(kind),
      seldom: "only where an import is given up while it is under way",
    })),
    {
      sid: "PassRole",
      actions: { "iam:PassRole": ["create"] },
      on: (subject) => textOf(subject, "dataAccessRoleArn") ?? `arn:${subject.partition}:iam::*:role/*`,
      conditions: () => ({ StringEquals: { "iam:PassedToService": "comprehend.amazonaws.com" } }),
      when: ({ inputs }) => inputs["dataAccessRoleArn"] !== undefined,
      within: "ImportModel",
    },
    {
      sid: "OptionalEndpoints",
      actions: { "comprehend:ListEndpoints": ["delete"] },
      seldom: "only where AWS does not delete a model that is in use, to say by what",
    },
  ],
};

const getComprehendModel: Permissions = {
  type: "getComprehendModel",
  needed: ofEachKind("modelArn", (_kind, noun) => ({
    sid: `ReadModels${noun}`,
    actions: { [`comprehend:Describe${noun}`]: ["call"] },
    on: named("modelArn"),
  })),
};

const listComprehendModelVersions: Permissions = {
  type: "listComprehendModelVersions",
  needed: ofEachKind("kind", (_kind, noun) => ({
    sid: "ListModels",
    actions: { [`comprehend:List${noun}s`]: ["call"] },
  })),
};

export const comprehendPermissions: readonly Permissions[] = [
  comprehendModelPolicy,
  comprehendModelImport,
  getComprehendModel,
  listComprehendModelVersions,
];
