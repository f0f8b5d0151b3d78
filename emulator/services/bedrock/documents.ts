import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

import { assume } from "../../behaviours/assumptions";
import { AwsError } from "../../behaviours/refusals";
import type { Call } from "../../operation/operation";
import type { WireAnswer, WireRequest } from "../../protocols/protocol";
import type { Store } from "../../state/store";
import { pdfOf } from "./pdf";

export const documentAddress = assume(
  "bedrock.documentAddress",
  "the address of an offer's document can be fetched by whoever has it, until it expires after an hour",
  {
    lasting: "it can be fetched for ever",
    refused: "nobody may fetch it but AWS's own console (403)",
  },
);

/** Under which path the documents lie; no AWS service that is emulated has it. */
const PREFIX = "/legal-documents";

type Served = Pick<Call, "world" | "store" | "clock">;

const textTable = (store: Store) => store.table<string>("bedrock/documents");

/** What stands in the document of that address. Documents of one name are one document. */
export function writeDocument(url: string, text: string, { store }: Served): void {
  textTable(store).set(keyOf(url), text);
}

/** The address of a document as a listing shows it: on this emulator, signed anew, and valid for a while. */
export function signedAddress(url: string, call: Call): string {
  const path = keyOf(url);
  const date = new Date(call.clock.now()).toISOString().replace(/[-:]|\.\d+/g, "");
  const query = new URLSearchParams({
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `ASIAEMULATED/${date.slice(0, 8)}/us-east-1/s3/aws4_request`,
    "X-Amz-Date": date,
    "X-Amz-Expires": String(call.world.timing.agreement.documentSeconds),
    "X-Amz-Security-Token": randomBytes(24).toString("base64url"),
    "X-Amz-SignedHeaders": "host",
  });
  query.set("X-Amz-Signature", signatureOf(path, query, call.store));
  return `${call.url}${path}?${query.toString()}`;
}

export function isDocumentPath(path: string): boolean {
  return path.startsWith(`${PREFIX}/`);
}

/** The document of a signed address, as S3 would send it. @throws AwsError when the address is none, or is over */
export function documentAt({ path, query }: WireRequest, served: Served): WireAnswer {
  const given = Buffer.from(query.get("X-Amz-Signature") ?? "");
  const wanted = Buffer.from(signatureOf(path, query, served.store));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new AwsError("SignatureDoesNotMatch", 403, "The request signature does not match");
  }
  if (documentAddress.is("refused", served)) throw new AwsError("AccessDenied", 403, "Access Denied");
  if (isOver(query, served) && !documentAddress.is("lasting", served)) {
    throw new AwsError("AccessDenied", 403, "Request has expired");
  }
  const text = textTable(served.store).get(path) ?? `The terms that ${path.split("/").at(-1)} lays down.`;
  return { status: 200, headers: { "content-type": "application/pdf" }, body: pdfOf(text) };
}

function isOver(query: URLSearchParams, { clock }: Served): boolean {
  const date = query.get("X-Amz-Date")!;
  const iso = date.replace(/^(....)(..)(..T..)(..)(..)Z$/, "$1-$2-$3:$4:$5Z");
  return clock.hasPassed(Date.parse(iso), Number(query.get("X-Amz-Expires")));
}

function keyOf(url: string): string {
  return `${PREFIX}${new URL(url).pathname}`;
}

/** Everything but the signature itself is signed. */
function signatureOf(path: string, query: URLSearchParams, store: Store): string {
  const secrets = store.table<string>("bedrock/document-secret");
  let secret = secrets.get("secret");
  if (secret === undefined) secrets.set("secret", (secret = randomBytes(32).toString("hex")));
  const signed = [...query].filter(([name]) => name !== "X-Amz-Signature").sort();
  return createHmac("sha256", secret)
    .update(JSON.stringify([path, signed]))
    .digest("hex");
}
