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
    policies: documents.filter(({ Statement }) => Statement.length > 0).map(asAsked),
  };
}

/** What every operation asks for, and whether it says what it is done with. */
const OPERATIONS = services.flatMap(({ actionPrefix, signingName, operations }) =>
  operations.map(({ name, permissions }) => {
    const own = `${actionPrefix ?? signingName}:${name}`;
    return {
      own,
      isExact: permissions !== undefined,
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

/** Whether each operation that asks for it says what it is done with. */
function isExact(action: string): boolean {
  return OPERATIONS.every((operation) => operation.isExact || !operation.asks.includes(action));
}

/** An operation that does not say what it is done with asks for everything, and tells no keys of its own. */
function asAsked(document: PolicyDocument): Record<string, unknown> {
  const Statement = document.Statement.flatMap((statement) =>
    actionsOf(statement).map((Action, i) => {
      const { Condition: _, ...rest } = { ...statement, Sid: `${statement.Sid}x${i}` };
      return isExact(Action) ? { ...statement, ...rest, Action } : { ...rest, Action, Resource: "*" };
    }),
  );
  return { ...document, Statement };
}

export function actionsOf({ Action }: PolicyDocument["Statement"][number]): readonly string[] {
  return typeof Action === "string" ? [Action] : Action;
}

/** Without the statements that may be left out. */
export function withoutOptional(document: PolicyDocument): PolicyDocument {
  return { ...document, Statement: document.Statement.filter(({ Sid }) => !Sid.startsWith("Optional")) };
}

/** The same, but for an action of one statement; of all, where the emulator does not tell what it is done with. */
export function without(document: PolicyDocument, sid: string, action: string): PolicyDocument {
  const Statement = document.Statement.flatMap((statement) => {
    if (statement.Sid !== sid && isExact(action)) return [statement];
    const Action = actionsOf(statement).filter((one) => one !== action);
    return Action.length === 0 ? [] : [{ ...statement, Action }];
  });
  return { ...document, Statement };
}
