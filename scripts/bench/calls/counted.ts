import type { LoggedRequest } from "pulumi-model-access-emulator";

import type { Sample } from "../bench";
import type { Emulated } from "../emulated";
import { many } from "../programs";

/** Asked once by a run, of however many resources it looks after. */
const ONCE = [
  ...["GetCallerIdentity", "DescribeOrganization", "ListAccounts"],
  "ListAWSServiceAccessForOrganization",
];

/** Programs of the same resources: as they are made, and with something changed. */
export interface Versions {
  readonly made: { readonly text: string };
  readonly changed?: { readonly text: string };
}

/** What a call counts: all, or only those that change something. */
export type Counts = (request: LoggedRequest) => boolean;

/** Makes so many, changes them, refreshes and destroys them. @returns how many calls each of them took */
export async function counted(
  emulated: Emulated,
  { made, changed }: Versions,
  count: number,
  counts: Counts = () => true,
): Promise<Sample> {
  const { project, stack } = await emulated.stack(many(made, count));
  const during = async (work: () => Promise<unknown>): Promise<number> => {
    const { requests } = await emulated.during(work);
    const calls = requests.filter(({ operation }) => !ONCE.includes(operation));
    return calls.filter(counts).length / count;
  };
  const create = await during(() => stack.run("up"));
  const refresh = await during(() => stack.run("refresh"));
  if (changed) project.declare(many(changed, count));
  const change = changed ? await during(() => stack.run("up")) : undefined;
  const destroy = await during(() => stack.run("destroy"));
  return { create, refresh, destroy, ...(change !== undefined && { change }) };
}
