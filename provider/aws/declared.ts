import {
  type Change,
  completed,
  type Input,
  optional,
  replaces,
  updatesState,
  UPDATES,
} from "../core/declaration/declaration";
import { kind, oneOf, member, object, requiredMember, text } from "../core/declaration/kinds";
import { DELETION_POLICIES, type DeletionPolicy } from "../core/ownership";
import { EXTERNAL_ID, ROLE_ARN, SESSION_NAME } from "./config/config-values";
import { REGION_NAME } from "./regions-and-partitions";
import { type Tags, tagsSchema } from "./tags";

/* The inputs that many resources have. */

export const A_REGION = "be the name of an AWS Region, such as us-east-1";

/** The role that a resource's calls to AWS are made with. */
export const assumeRoleKind = object(
  "AssumeRole",
  {
    roleArn: requiredMember(text(ROLE_ARN, "be the ARN of an IAM role"), "The ARN of the role."),
    externalId: member(
      text(EXTERNAL_ID, "have 2 to 1224 letters, digits or +=,.@:/-"),
      "What the role's trust policy may ask for.",
    ),
    sessionName: member(
      text(SESSION_NAME, "have 2 to 64 letters, digits or +=,.@-"),
      'How the session is called in CloudTrail; `"pulumi-model-access"` where nobody says.',
    ),
  },
  { input: "AssumeRoleArgs", output: "AssumeRole", from: { AssumeRoleArgs: "program/assume-role" } },
);

export const regionKind = text(REGION_NAME, A_REGION);

const CONFIGURED =
  "`aws:region` of the stack's configuration, else AWS_REGION, AWS_DEFAULT_REGION, or the profile's Region";

export function regionInput(
  docs: string,
  change: Change,
  otherwise = CONFIGURED,
): Input<string, "completed"> {
  return completed(regionKind, { docs, change, default: otherwise });
}

/** @param thing what is made, in a word */
export function assumeRoleInput(thing: string, sameAccount = "updates the state only") {
  return roleInput(
    replaces(
      `A role in another account replaces the ${thing}; another role in the same account ${sameAccount}.`,
    ),
  );
}

/** Where no other account than the object's own may be called. */
export function assumeOwnersRoleInput() {
  return roleInput(
    updatesState(
      "Another role of the same account updates the state only; one of another account is refused.",
    ),
  );
}

function roleInput(change: Change) {
  return optional(assumeRoleKind, {
    docs: "A role to assume for this resource, on top of the configured credentials.",
    change,
    default: "none",
  });
}

/** @param docs what becomes of the object when the resource is removed */
export function deletionPolicyInput(docs: string): Input<DeletionPolicy, "optional"> {
  return optional(oneOf(DELETION_POLICIES), {
    docs,
    change: updatesState("Changing it updates the state only."),
    default: '"delete-if-created"',
  });
}

export const tagsKind = kind<Tags>(tagsSchema, { type: "map", items: { type: "string" } });

/** @param thing what is tagged, in a word */
export function tagsInput(thing: string): Input<Tags, "optional"> {
  return optional(tagsKind, {
    docs: `Tags of the ${thing}, besides the provider's \`defaultTags\`, over which they win. All of them are compared as \`tagsAll\`,
        which shows them in clear: to leave other people's changes alone, \`ignoreChanges: ["tags", "tagsAll"]\`.`,
    change: UPDATES,
    default: "none",
  });
}
