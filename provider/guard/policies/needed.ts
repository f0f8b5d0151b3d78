import type { Permissions, Subject, Verb } from "../../aws/permissions";
import { nearest } from "../../core/names";
import { ModelAccessError } from "../../core/errors";
import { permissionsOfFunctions } from "../../functions/calls/permissions";
import { permissionsOfResources } from "../../resources/permissions";
import { type Conditions, listOf, type PolicyStatement, texts } from "./policy-document";

/** What every kind of resource, and every function, asks of AWS. */
export const PERMISSIONS: readonly Permissions[] = [...permissionsOfResources, ...permissionsOfFunctions];

/** Everything but a preview. */
export const DEPLOYING: readonly Verb[] = ["create", "read", "update", "delete", "import", "call"];
/** What a preview and a look for drift do. */
export const LOOKING: readonly Verb[] = ["read", "call"];

/** @throws ModelAccessError when there is nothing of that name here */
export function permissionsFor(type: string): Permissions {
  const found = PERMISSIONS.find((one) => one.type === type);
  if (found) return found;
  const names = PERMISSIONS.map((one) => one.type);
  const near = nearest(type, names);
  const next = near === undefined ? `there are ${names.join(", ")}` : `did you mean ${near}?`;
  throw new ModelAccessError(`${type} is no resource and no function of this package; ${next}`);
}

/** What a resource asks for. */
export interface Used {
  readonly permissions: Permissions;
  readonly subject: Subject;
}

/** What begins so may be left out: what it is for says `docs/permissions.md`. */
export const OPTIONAL = "Optional";

/**
 * The statements that allow what these verbs ask for, of all resources together: one for each Sid, with all that it is about.
 * @param products the products that may be subscribed to; undefined where not each is known
 */
export function statementsFor(
  used: readonly Used[],
  verbs: readonly Verb[],
  products: readonly string[] | undefined,
): PolicyStatement[] {
  const found = new Map<string, PolicyStatement>();
  for (const { permissions, subject } of used) {
    for (const { sid, actions, on, conditions, when } of permissions.needed) {
      const wanted = Object.keys(actions).filter((action) =>
        actions[action]!.some((one) => verbs.includes(one)),
      );
      if (wanted.length === 0 || when?.(subject) === false) continue;
      const Condition = { ...conditions?.(subject), ...(sid === "Subscribe" && onlyTo(products)) };
      // What holds under other conditions is another statement.
      const key = `${sid} ${JSON.stringify(Condition)}`;
      const before = found.get(key);
      const known = [...found.values()].filter(({ Sid }) => Sid.replace(/\d+$/, "") === sid).length;
      found.set(key, {
        Sid: before?.Sid ?? (known === 0 ? sid : `${sid}${known + 1}`),
        Effect: "Allow",
        Action: texts([...listOf(before?.Action), ...wanted].sort()),
        Resource: texts([...listOf(before?.Resource), ...listOf(on?.(subject) ?? "*")].sort()),
        ...(Object.keys(Condition).length > 0 && { Condition }),
      });
    }
  }
  return [...found.values()].sort((one, other) => rank(one) - rank(other));
}

const rank = ({ Sid }: PolicyStatement): number => (Sid.startsWith(OPTIONAL) ? 1 : 0);

function onlyTo(products: readonly string[] | undefined): Conditions {
  const key = "aws-marketplace:ProductId";
  // ForAllValues holds when the key is missing, so it has to be there.
  return products
    ? { "ForAllValues:StringEquals": { [key]: texts(products) }, Null: { [key]: "false" } }
    : {};
}
