import {
  ENSURING,
  EVERY_VERB,
  type Needed,
  ownArn,
  type Permissions,
  textOf,
  type Verb,
} from "../../aws/permissions";
import { type ModelArn, parseModelArn } from "../../services/comprehend/model-arn";
import { named, ofEachKind } from "../../services/comprehend/permissions";

/** The model that is made; its name is the source's where the program says none. */
function made(kind: ModelArn["kind"]): NonNullable<Needed["on"]> {
  return (subject) => {
    const name =
      textOf(subject, "modelName") ?? parseModelArn(textOf(subject, "sourceModelArn"))?.modelName ?? "*";
    return ownArn(subject, "comprehend", `${kind}/${name}/version/*`);
  };
}

export const comprehendModelImportPermissions: Permissions = {
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
        "comprehend:UntagResource": ["update", "delete"],
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
    ...ofEachKind("sourceModelArn", (_, noun) => ({
      sid: `Optional${noun}s`,
      actions: { [`comprehend:List${noun}s`]: ["create"] satisfies Verb[] },
      seldom: "only to tell of an import that a killed run has begun under another name",
    })),
    {
      sid: "OptionalEndpoints",
      actions: { "comprehend:ListEndpoints": ["delete"] },
      seldom: "only where AWS does not delete a model that is in use, to say by what",
    },
  ],
};
