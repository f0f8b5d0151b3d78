import type { Policy } from "./document";
import { evaluate, type PolicyRequest, type Verdict } from "./evaluate";

/** Every policy that has a say in a request. */
export interface Layers {
  /**
   * The service control policies over the requester's account: those of the root, of each unit, and of the account, from above.
   * Left out where none holds: outside an organization, or in one that has not enabled them.
   */
  readonly serviceControl?: readonly (readonly Policy[])[];
  /** The resource control policies over the account that owns the resource. They only ever deny: AWS's own allows all. */
  readonly resourceControl?: readonly Policy[];
  /** Everything that is attached to the user or role. */
  readonly identity: readonly Policy[];
  readonly boundary?: Policy;
  /** What was handed over when the role was assumed. */
  readonly session?: Policy;
  /** The resource's own policy. */
  readonly resource?: Policy;
  /** Whose the resource is. @default the requester's account */
  readonly owner?: string;
  /** Nobody may do anything with it whom its policy does not mention, in its own account either: a key of KMS. @default false */
  readonly resourceMustAllow?: boolean;
  /** The account that manages the organization: no service control policy holds there. */
  readonly isManagement?: boolean;
}

export interface Decision {
  readonly isAllowed: boolean;
  /** Why not, as AWS ends its message; undefined when it is allowed. */
  readonly why?: string;
}

const KINDS = {
  serviceControl: "a service control policy",
  resourceControl: "a resource control policy",
  resource: "a resource-based policy",
  identity: "an identity-based policy",
  boundary: "a permissions boundary",
  session: "a session policy",
} as const;
type Kind = keyof typeof KINDS;

/**
 * What all layers together say: any denial counts, and each layer must allow, but that in the owner's account it is enough if
 * the resource's policy names whoever asks: naming his account leaves it to his own policies. AWS's user guide has it as a flow
 * ("policy evaluation logic").
 */
export function decide(request: PolicyRequest, layers: Layers): Decision {
  const { principal } = request;
  // No control policy of either kind holds a service-linked role.
  const isLinked = isServiceLinked(principal.arn);
  const levels = isLinked || layers.isManagement ? [] : (layers.serviceControl ?? []);
  const all: Record<Kind, readonly Policy[]> = {
    serviceControl: levels.flat(),
    resourceControl: isLinked ? [] : (layers.resourceControl ?? []),
    resource: listOf(layers.resource),
    identity: layers.identity,
    boundary: listOf(layers.boundary),
    session: listOf(layers.session),
  };
  const verdicts = new Map<Policy, Verdict>();
  /** What policies of one layer say, each of which counts as much as the others; each is asked once. */
  const together = (policies: readonly Policy[]): Verdict => {
    const said = policies.map((policy) => {
      const verdict = verdicts.get(policy) ?? evaluate(policy, request);
      verdicts.set(policy, verdict);
      return verdict;
    });
    return (["denied", "allowed"] as const).find((one) => said.includes(one)) ?? "not mentioned";
  };
  const kinds = Object.keys(all) as Kind[];
  const denying = kinds.find((kind) => together(all[kind]) === "denied");
  if (denying) return refused(`with an explicit deny in ${KINDS[denying]}`);

  const allows = (policies: readonly Policy[]): boolean => together(policies) === "allowed";
  const missing = (kind: Kind): Decision =>
    refused(`because no ${KINDS[kind].replace(/^an? /, "")} allows the ${request.action} action`);
  if (!levels.every(allows)) return missing("serviceControl");
  const isShared = allows(all.resource);
  if ((layers.owner ?? principal.account) === principal.account) {
    const isNamed = (fits: (one: string) => boolean): boolean =>
      isShared && allows(all.resource.map((policy) => naming(policy, fits)));
    // Who is named himself, and not by his account or role, needs nobody else's permission.
    if (isNamed((one) => one === principal.arn)) return ALLOWED;
    const isOne = isNamed((one) => !isAccount(one));
    if (!isOne && layers.resourceMustAllow && !isShared) return missing("resource");
    if (!isOne && !allows(all.identity)) return missing("identity");
  } else {
    if (!allows(all.identity)) return missing("identity");
    if (!isShared) return missing("resource");
  }
  if (layers.boundary && !allows(all.boundary)) return missing("boundary");
  if (layers.session && !allows(all.session)) return missing("session");
  return ALLOWED;
}

const ALLOWED: Decision = { isAllowed: true };
const refused = (why: string): Decision => ({ isAllowed: false, why });
const listOf = (policy: Policy | undefined): readonly Policy[] => (policy ? [policy] : []);

/** The statements about such principals alone. */
function naming({ statements }: Policy, fits: (one: string) => boolean): Policy {
  return {
    statements: statements.flatMap((statement) => {
      const { principals } = statement;
      // Nobody is named where somebody is excepted, and everybody is by a star.
      if (!principals || principals.isExcept) return [];
      if (principals.named === "*") return fits("*") ? [statement] : [];
      const AWS = (principals.named.AWS ?? []).filter(fits);
      return [{ ...statement, principals: { ...principals, named: { ...principals.named, AWS } } }];
    }),
  };
}

function isAccount(principal: string): boolean {
  return /^(\d{12}|arn:[\w-]+:iam::\d{12}:root)$/.test(principal);
}

/** A role that AWS's services made for themselves, or its session, whose ARN has no path: their names begin alike. */
function isServiceLinked(arn: string): boolean {
  return /^arn:[\w-]+:(iam::\d{12}:role\/aws-service-role\/|sts::\d{12}:assumed-role\/AWSServiceRoleFor)/.test(
    arn,
  );
}
