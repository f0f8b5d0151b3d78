import type * as HashNode from "@smithy/hash-node";
import type * as Signing from "@smithy/signature-v4";

import { AuthorizationError } from "../behaviours/refusals";
import type { WireRequest } from "../protocols/protocol";

/** What a signature says about its request; nothing of it is verified unless asked for. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly region: string;
  /** The service's signing name. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly sessionToken?: string;
}

/** Reads the Authorization header; undefined when there is none. */
export function readAuthorization(request: WireRequest): Authorization | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  if (!header.startsWith("AWS4-HMAC-SHA256 ")) throw new AuthorizationError("incomplete");
  const fields = new Map(
    header
      .slice("AWS4-HMAC-SHA256 ".length)
      .split(",")
      .map((field) => field.trim().split(/=(.*)/s, 2) as [string, string]),
  );
  const [accessKeyId, , region, service, terminator] = (fields.get("Credential") ?? "").split("/");
  const signature = fields.get("Signature");
  const signedHeaders = fields.get("SignedHeaders");
  if (!accessKeyId || !region || !service || terminator !== "aws4_request" || !signature || !signedHeaders) {
    throw new AuthorizationError("incomplete");
  }
  const sessionToken = request.headers["x-amz-security-token"];
  return {
    accessKeyId,
    region,
    service,
    signature,
    signedHeaders: signedHeaders.split(";"),
    ...(typeof sessionToken === "string" && { sessionToken }),
  };
}

/** Signs the request anew with the secret we know, and compares. */
export async function verifySignature(
  request: WireRequest,
  authorization: Authorization,
  secretAccessKey: string,
): Promise<void> {
  const date = String(request.headers["x-amz-date"] ?? "");
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  if (year === undefined) throw new AuthorizationError("signature", "X-Amz-Date is missing or malformed");
  const signingDate = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Math.abs(Date.now() - signingDate.getTime()) > 5 * 60_000) {
    throw new AuthorizationError("signature", `Signature expired: ${date} is not within 5 minutes of now`);
  }
  // Only who asks for it has signatures verified, and an import would be loaded at each start.
  /* eslint-disable @typescript-eslint/no-require-imports -- for the same reason */
  const { SignatureV4 } = require("@smithy/signature-v4") as typeof Signing;
  const { Hash } = require("@smithy/hash-node") as typeof HashNode;
  /* eslint-enable @typescript-eslint/no-require-imports */
  const signer = new SignatureV4({
    service: authorization.service,
    region: authorization.region,
    sha256: Hash.bind(null, "sha256"),
    credentials: { accessKeyId: authorization.accessKeyId, secretAccessKey },
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: "http:",
      hostname: String(request.headers.host),
      path: request.path,
      query: queryBag(request.query),
      headers: Object.fromEntries(
        authorization.signedHeaders.map((name) => [name, String(request.headers[name] ?? "")]),
      ),
      body: request.body,
    },
    { signingDate, signableHeaders: new Set(authorization.signedHeaders) },
  );
  if (signed.headers["authorization"]?.split("Signature=")[1] !== authorization.signature) {
    throw new AuthorizationError("signature");
  }
}

function queryBag(query: URLSearchParams): Record<string, string | string[]> {
  const bag: Record<string, string | string[]> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    bag[name] = values.length === 1 ? values[0]! : values;
  }
  return bag;
}
