import { createHmac, randomBytes } from "node:crypto";

import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";

interface Minted {
  readonly account: string;
  readonly region: string;
  readonly modelId: string;
  readonly offerId: string;
  /** Emulated milliseconds. */
  readonly at: number;
  readonly nonce: string;
}

/** A token never seen before, for one offer of one model in one account and Region. */
export function mintToken(modelId: string, offerId: string, call: Call): string {
  const minted: Minted = {
    account: call.account,
    region: call.region,
    modelId,
    offerId,
    at: call.clock.now(),
    nonce: randomBytes(8).toString("hex"),
  };
  const payload = Buffer.from(JSON.stringify(minted)).toString("base64url");
  return `${payload}.${sign(payload, call.store)}`;
}

/** The offer a token stands for, or undefined when the token is forged, stale, or of something else. */
export function redeemToken(token: string, modelId: string, call: Call): string | undefined {
  const [payload = "", signature] = token.split(".");
  if (signature !== sign(payload, call.store)) return undefined;
  const minted = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Minted;
  const age = call.clock.now() - minted.at;
  const fits =
    minted.account === call.account &&
    minted.region === call.region &&
    minted.modelId === modelId &&
    age <= call.world.timing.agreement.offerTokenSeconds * 1000;
  return fits ? minted.offerId : undefined;
}

/** Tokens carry their own meaning, signed: nothing has to be kept for the many that are never used. */
function sign(payload: string, store: Store): string {
  const secrets = store.table<string>("bedrock/offer-token-secret");
  let secret = secrets.get("secret");
  if (secret === undefined) secrets.set("secret", (secret = randomBytes(32).toString("hex")));
  return createHmac("sha256", secret).update(payload).digest("base64url");
}
