import { partitionIn } from "../world/partitions";
import type { Named, PrincipalKind, Principals } from "./document";

/** Who makes a request: a user, a role's session, an account's root user, or a service of AWS. */
export interface Requester {
  /** Empty for who did not sign. */
  readonly account: string;
  readonly arn: string;
  /** The service principal, where AWS calls for itself: `comprehend.amazonaws.com`. */
  readonly service?: string;
  /** Who has vouched for the web identity that somebody shows, by the ARN of the provider. */
  readonly federated?: string;
}

/** The ARN of the role whose session this is; undefined for everybody else. A session does not tell the role's path. */
export function roleOf({ arn }: Requester): string | undefined {
  const [, partition, account, role] = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return role === undefined ? undefined : `arn:${partition}:iam::${account}:role/${role}`;
}

/** Whether a statement with these principals is about who makes the request. */
export function isAbout({ isExcept, named }: Named<Principals>, requester: Requester): boolean {
  const partition = partitionIn(requester.arn);
  // An account is its root, and the ARN of a session has no path, so neither can the role's that we compare with it.
  const whole = (one: string): string =>
    /^\d{12}$/.test(one)
      ? rootOf(one, partition)
      : one.replace(/^(arn:[\w-]+:iam::\d{12}:role\/)(?:.*\/)/, "$1");
  const isNamed = (kind: PrincipalKind, fits: (one: string) => boolean): boolean =>
    named !== "*" && (named[kind] ?? []).some((one) => one === "*" || fits(one));
  if (named === "*") return !isExcept;
  if (requester.service !== undefined) {
    return isNamed("Service", (one) => one === requester.service) !== isExcept;
  }
  if (requester.federated !== undefined) {
    return isNamed("Federated", (one) => one === requester.federated) !== isExcept;
  }
  if (isExcept) {
    // Only who is named with all that he is - session, role and account - is excepted.
    return !identities(requester).every((identity) => isNamed("AWS", (one) => whole(one) === identity));
  }
  return isNamed("AWS", (one) => identities(requester).includes(whole(one)));
}

/** Everything a policy may call somebody. */
function identities(requester: Requester): string[] {
  const { account, arn } = requester;
  const role = roleOf(requester);
  return [
    arn,
    ...(role === undefined ? [] : [role]),
    ...(account === "" ? [] : [rootOf(account, partitionIn(arn))]),
  ];
}

function rootOf(account: string, partition: string): string {
  return `arn:${partition}:iam::${account}:root`;
}
