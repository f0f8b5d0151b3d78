import type { Aws } from "../../aws/aws";
import { HOME_REGION } from "../../services/licensing/home-region";
import { allFailures } from "../../aws/region-and-role";
import { mergedTags, tagFailures } from "../../aws/tags";
import { type CheckFailure } from "../../core/check";
import { digest } from "../../core/digest";
import type { Checked } from "../../core/lifecycle";
import { type Props, UNKNOWN } from "../../core/props";
import { checkDeclared } from "../../core/declaration/checked";
import { declaration, DEFAULT_OVERRIDE, type Inputs } from "./declaration";

/** AWS speaks of minutes for an account, and of half an hour and more for thousands of them. */
export const DEFAULT_SECONDS = 30 * 60;

const ACCOUNT = /^\d{12}$/;

export function checkInputs(news: Props, aws: Aws): Checked<Inputs> {
  const { props, compared, failures } = checkDeclared(declaration, news);
  const { allowedOperations } = props;
  const principal = ACCOUNT.test(props.principal ?? "")
    ? `arn:aws:iam::${props.principal}:root`
    : props.principal;
  const inputs = {
    ...(props.activation !== "none" && { activationOverrideBehavior: DEFAULT_OVERRIDE }),
    grantName: defaultName({ ...props, principal }),
    ...props,
    region: HOME_REGION,
    status: news["activation"] === "none" ? "DISABLED" : "ACTIVE",
    ...compared,
    tagsAll: compared.tagsAll ?? mergedTags(props.tags, aws.config),
    ...(principal !== undefined && { principal }),
    // AWS keeps a set, in no order that it documents.
    allowedOperations: Array.isArray(allowedOperations)
      ? [...new Set(allowedOperations)].sort()
      : allowedOperations,
  } as unknown as Inputs;
  const all = [...failures, ...tagFailures(props.tags, aws.config), ...contradictions(news)];
  return { inputs, failures: allFailures(aws, all, inputs, () => undefined) };
}

/** The same for every resource that grants this: two stacks, or a rename, do not take turns in naming the grant. */
function defaultName(of: Partial<Inputs>): string {
  const { licenseArn, productId, principal } = of;
  if (!isWhole(of)) return UNKNOWN;
  return `model-access-${digest(JSON.stringify([licenseArn ?? productId, principal])).slice(0, 12)}`;
}

/** What each input alone does not tell. */
function contradictions({
  licenseArn,
  productId,
  activation,
  activationOverrideBehavior,
}: Partial<Props>): CheckFailure[] {
  return [...whichLicense(licenseArn, productId), ...whoOverrides(activation, activationOverrideBehavior)];
}

/** AWS takes the override with the activation alone. */
function whoOverrides(activation: unknown, override: unknown): CheckFailure[] {
  if (activation !== "none" || override === undefined) return [];
  const reason = "applies only where this resource activates: leave it out, or activation";
  return [{ path: "activationOverrideBehavior", reason }];
}

function whichLicense(licenseArn: unknown, productId: unknown): CheckFailure[] {
  if (licenseArn !== undefined && productId !== undefined) {
    return [{ path: "productId", reason: "must be left out where licenseArn is given" }];
  }
  if (licenseArn === undefined && productId === undefined) {
    const reason =
      "is required, or productId instead: the licence of an agreement is in its output licenseArn, a minute or two after it was accepted";
    return [{ path: "licenseArn", reason }];
  }
  return [];
}

/** The principals that an `UNKNOWN` may turn out to be are any. */
export function isWhole({ licenseArn, productId, principal }: Partial<Inputs>): boolean {
  return ![licenseArn, productId, principal].includes(UNKNOWN);
}
