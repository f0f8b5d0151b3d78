import type { Aws } from "../../aws/aws";
import { allFailures } from "../../aws/region-and-role";
import { whyNoBedrock } from "../../aws/regions-and-partitions";
import type { Checked } from "../../core/lifecycle";
import { type Props, UNKNOWN } from "../../core/props";
import { checkDeclared } from "../../core/declaration/checked";
import { declaration, SHARE_ARN, type Inputs } from "./declaration";

/** Invitations, and shares inside an organization, are seen minutes late. */
export const DEFAULT_TIMEOUT_SECONDS = 5 * 60;

export function checkInputs(news: Props, aws: Aws): Checked<Inputs> {
  const { props, compared, failures } = checkDeclared(declaration, news);
  const own = SHARE_ARN.exec(props.shareArn ?? "")?.[1];
  const region = props.region ?? own ?? UNKNOWN;
  const isElsewhere = own !== undefined && region !== UNKNOWN && region !== own;
  const inputs = { ...props, ...compared, region } as Inputs;
  const reason = `must be ${own}, where the share is, or be left out`;
  const all = [...failures, ...(isElsewhere ? [{ path: "region", reason }] : [])];
  return { inputs, failures: allFailures(aws, all, inputs, whyNoBedrock) };
}
