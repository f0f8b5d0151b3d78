import type { LoggedRequest } from "#emulator/index";
import { services } from "#emulator/services/services";
import type { PolicyDocument } from "#provider/guard/policies/index";

import type { Emulator } from "./emulated";

/** The role that every account of the default world has. */
const DEPLOYER = "model-access-deployer";

export function roleIn(account: string, name = DEPLOYER): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

/** From now on a role may do exactly what these say. */
export function permit({ world }: Emulator, account: string, documents: readonly PolicyDocument[]): void {
  const { roles } = world.accounts[account]!;
  roles[DEPLOYER] = {
    ...roles[DEPLOYER]!,
    policies: documents.filter(({ Statement }) => Statement.length > 0).map((document) => ({ ...document })),
  };
}

/** What every operation asks for. */
const OPERATIONS = services.flatMap(({ actionPrefix, signingName, operations }) =>
  operations.map(({ name, permissions }) => {
    const own = `${actionPrefix ?? signingName}:${name}`;
    return {
      own,
      asks: permissions?.map((one) => Object.assign({ action: own }, one).action) ?? [own],
    };
  }),
);

/** What logged requests have asked for; who one is needs no permission, and documents are fetched without any. */
export function actionsIn(requests: readonly LoggedRequest[]): Set<string> {
  const own = requests.map(({ service, operation }) => {
    const { actionPrefix } = services.find(({ signingName }) => signingName === service) ?? {};
    return `${actionPrefix ?? service}:${operation}`;
  });
  return new Set(
    own.filter((action) => !action.startsWith("sts:") && OPERATIONS.some((one) => one.own === action)),
  );
}

/** The operations that are refused to who is not allowed an action, such as `bedrock:GetCustomModel`. */
export function askedBy(action: string): string[] {
  return OPERATIONS.filter(({ asks }) => asks.includes(action)).map(({ own }) => own);
}

export function actionsOf({ Action }: PolicyDocument["Statement"][number]): readonly string[] {
  return typeof Action === "string" ? [Action] : Action;
}

/** Without the statements that may be left out. */
export function withoutOptional(document: PolicyDocument): PolicyDocument {
  return { ...document, Statement: document.Statement.filter(({ Sid }) => !Sid.startsWith("Optional")) };
}

/**
 * The same, but for an action.
 * @param sid of which statement. @default of all
 */
export function without(document: PolicyDocument, action: string, sid?: string): PolicyDocument {
  const Statement = document.Statement.flatMap((statement) => {
    if (sid !== undefined && statement.Sid !== sid) return [statement];
    const Action = actionsOf(statement).filter((one) => one !== action);
    return Action.length === 0 ? [] : [{ ...statement, Action }];
  });
  return { ...document, Statement };
}
