import { createHash } from "node:crypto";

import type { Offer } from "@aws-sdk/client-bedrock";

import type { Aws } from "../../../aws/aws";
import { CancelledError, messageOf } from "../../../core/errors";

/** The document of an offer, or why it cannot be had. */
export type Fetched = { readonly bytes: Buffer; readonly sha256: string } | { readonly problem: string };

/** Fetches the document of an offer from the signed address of a fresh listing, which nothing repeats. */
export async function fetchDocument(cloud: Aws, { termDetails }: Offer): Promise<Fetched> {
  const address = termDetails?.legalTerm?.url;
  if (address === undefined || address === "") return { problem: "AWS names no document" };
  try {
    const bytes = await cloud.download(address);
    return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
  } catch (thrown) {
    if (thrown instanceof CancelledError) throw thrown;
    // What breaks on the way may be quoted with the address.
    return { problem: messageOf(thrown).replaceAll(/\?\S*/g, "") };
  }
}
