import type { Aws } from "../../aws/aws";
import { bearsUrn, MARKER_KEY } from "../../aws/ownership/marks";
import type { Context } from "../../core/context";
import type { LiveShare } from "../../services/ram/shares";
import type { Inputs } from "./declaration";
import { named } from "./state";

/**
 * Tells of shares that bear the mark of this resource as well: two runs at the same time, with different inputs, make one each.
 * Nobody knows who uses the other one, so it is not deleted. What another resource of the run looks after is none of them.
 */
export function warnOfTwins(
  shares: readonly LiveShare[],
  own: LiveShare,
  inputs: Pick<Inputs, "name">,
  { claims, report, urn }: Context<Aws>,
): void {
  const twins = shares
    .filter(({ arn, tags }) => arn !== own.arn && bearsUrn(tags[MARKER_KEY], urn))
    .filter(({ arn }) => claims.remembered(arn) === undefined)
    .map(({ arn }) => arn);
  if (twins.length === 0) return;
  report.warn(
    `goes on with ${named(inputs)} ${own.arn}; ${twins.join(", ")} ${twins.length === 1 ? "bears" : "bear"} ` +
      "its mark as well: a run that was killed has made it. Delete it in RAM unless another stack of this name uses it",
  );
}
