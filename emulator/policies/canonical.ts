/** The order in which AWS writes the elements of a statement. */
const ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

/**
 * A policy as AWS writes it when it is read: no blanks, its own order, lists of one as the one thing, accounts by the ARN of
 * their root.
 * @param text a policy that was understood before
 * @param partition where the accounts are
 */
export function canonicalText(text: string, partition: string): string {
  const { Version, Id, Statement } = JSON.parse(text) as Record<string, unknown>;
  const statements = (Array.isArray(Statement) ? Statement : [Statement]) as Record<string, unknown>[];
  return JSON.stringify({
    Version,
    Id,
    Statement: statements.map((one) => canonicalStatement(one, partition)),
  });
}

function canonicalStatement(statement: Record<string, unknown>, partition: string): object {
  const root = (principal: unknown): unknown => {
    const account = typeof principal === "string" && /^\d{12}$/.test(principal) ? principal : undefined;
    return account === undefined ? principal : `arn:${partition}:iam::${account}:root`;
  };
  const canonical = (element: string): unknown => {
    if (element.endsWith("Principal")) return mapped(statement[element], (named) => single(named, root));
    if (element === "Condition") {
      return mapped(statement[element], (keys) => mapped(keys, (values) => single(values, String)));
    }
    return single(statement[element]);
  };
  return Object.fromEntries(ELEMENTS.map((element) => [element, canonical(element)]));
}

/** An object with other values; what is none stays as it is. */
function mapped(value: unknown, change: (member: unknown) => unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member)]));
}

function single(value: unknown, change = (one: unknown): unknown => one): unknown {
  if (!Array.isArray(value)) return value === undefined ? undefined : change(value);
  return value.length === 1 ? change(value[0]) : value.map(change);
}
