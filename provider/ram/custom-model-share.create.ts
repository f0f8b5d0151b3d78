import { randomUUID } from "node:crypto";

import type { RAMClient, ResourceShare } from "@aws-sdk/client-ram";

import type { Aws } from "../aws/aws";
import { isAws } from "../aws/doing";
import { placeOf } from "../aws/place";
import { ramSdk } from "../aws/sdk";
import { MARKER_KEY } from "../aws/tags";
import { type Context, waitOptions } from "../core/context";
import { digest, digestUuid } from "../core/digest";
import { ModelAccessError } from "../core/errors";
import { type Seen, WaitError, waitFor } from "../core/wait";
import { DEFAULT_TIMEOUT_SECONDS, type Inputs } from "./custom-model-share.inputs";
import { precheck } from "./custom-model-share.precheck";
import { named } from "./custom-model-share.state";
import { chunksOf } from "./entities";
import { isGone, sharesBy } from "./shares";
import { forgetShares } from "./snapshot";

/**
 * The share that a run of ours made for this resource and could not save, else a new one.
 * @returns its ARN
 */
export async function findOrCreate(inputs: Inputs, context: Context<Aws>): Promise<string> {
  const client = context.cloud.ram(placeOf(inputs));
  const marker = digest(inputs.__urn);
  const marked = () => sharesBy(client, { tagFilters: [{ tagKey: MARKER_KEY, tagValues: [marker] }] });
  // A token that AWS knows from a share that is deleted by now names a dead share: another one is needed then.
  for (let generation = 0; ; generation += 1) {
    const before = await marked();
    const [own] = oursAmong(before, inputs.__urn, context);
    if (own?.resourceShareArn !== undefined) return own.resourceShareArn;
    const dead = before.filter(isGone).length;
    if (generation === 0) await precheck(inputs, inputs, context);
    const made = await create(client, inputs, marker, dead + generation, context);
    if (made && (await isAlive(client, made.share, inputs, context))) {
      // A call that was made again, and whose token AWS did not know, has made another share.
      const all = made.attempts > 1 ? oursAmong(await marked(), inputs.__urn, context) : [];
      return onlyOne(client, made.share, all, inputs, context);
    }
    if (generation >= 5) throw new ModelAccessError("AWS goes on naming shares that are deleted");
  }
}

/** What is ours, the oldest first. A share that another resource of this run looks after is no leftover. */
function oursAmong(shares: readonly ResourceShare[], urn: string, { claims }: Context<Aws>): ResourceShare[] {
  const at = ({ creationTime }: ResourceShare): number => creationTime?.getTime() ?? 0;
  return shares
    .filter((share) => {
      const known = claims.remembered<{ urn: string }>(share.resourceShareArn ?? "");
      return !isGone(share) && share.featureSet !== "CREATED_FROM_POLICY" && (!known || known.urn === urn);
    })
    .sort((one, other) => at(one) - at(other));
}

async function create(
  client: RAMClient,
  inputs: Inputs,
  marker: string,
  generation: number,
  { cloud }: Context<Aws>,
): Promise<{ share: ResourceShare; attempts: number } | undefined> {
  const { name, allowExternalPrincipals, permissionArns, tagsAll } = inputs;
  const request = {
    name,
    ...chunksOf(inputs)[0],
    allowExternalPrincipals,
    ...(permissionArns && { permissionArns: [...permissionArns] }),
    tags: Object.entries({ ...tagsAll, [MARKER_KEY]: marker }).map(([key, value]) => ({ key, value })),
  };
  const clientToken = digestUuid(inputs.__urn, request, generation);
  forgetShares(cloud);
  try {
    const command = new (ramSdk().CreateResourceShareCommand)({ ...request, clientToken });
    const { resourceShare: share = {}, $metadata } = await client.send(command);
    return { share, attempts: $metadata.attempts ?? 1 };
  } catch (thrown) {
    // AWS knows the token from a request that was not quite the same: what came of that is looked for again.
    if (isAws(thrown, "IdempotentParameterMismatchException")) return undefined;
    throw thrown;
  }
}

/** How long AWS may not find a share that is new. */
const HIDDEN_SECONDS = 60;

/**
 * Whether an answer was about a share that lives. A token that AWS remembers is answered as it was the first time, also
 * when the share is deleted and forgotten by now.
 */
async function isAlive(
  client: RAMClient,
  made: ResourceShare,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<boolean> {
  const { resourceShareArn } = made;
  if (resourceShareArn === undefined || isGone(made)) return false;
  const look = async (): Promise<Seen> => {
    const [share] = await sharesBy(client, { resourceShareArns: [resourceShareArn] });
    return { status: !share ? "NOT_SHOWN" : isGone(share) ? "GONE" : "SHOWN" };
  };
  const whole = inputs.__timeouts?.create ?? DEFAULT_TIMEOUT_SECONDS;
  const plan = { goal: ["SHOWN", "GONE"], withinSeconds: Math.min(HIDDEN_SECONDS, whole / 2) };
  try {
    const options = waitOptions(inputs.__urn, context);
    return (await waitFor(`${named(inputs)} to be shown`, look, plan, options)).status === "SHOWN";
  } catch (thrown) {
    if (thrown instanceof WaitError && thrown.reason === "timeout") return false;
    throw thrown;
  }
}

/** Of several shares that are ours the oldest is kept. */
async function onlyOne(
  client: RAMClient,
  made: ResourceShare,
  [first = made, ...others]: readonly ResourceShare[],
  { __urn }: Inputs,
  { report }: Context<Aws>,
): Promise<string> {
  for (const { resourceShareArn } of others) {
    const request = { resourceShareArn, clientToken: randomUUID() };
    await client.send(new (ramSdk().DeleteResourceShareCommand)(request));
    report.warn(
      __urn,
      `AWS had made the share twice: deleted ${resourceShareArn}, kept ${first.resourceShareArn}`,
    );
  }
  return first.resourceShareArn!;
}
