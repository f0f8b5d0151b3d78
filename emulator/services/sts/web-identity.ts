import { refusals } from "./refusals";

/** What a JSON Web Token says of whom. */
export interface Claims {
  readonly iss: string;
  readonly sub?: string;
  readonly aud?: string;
}

/** The claims of a token that has not expired, whoever has signed it. */
export function readToken(token: string): Claims {
  const { iss, sub, aud, exp } = claimsOf(token);
  if (typeof iss !== "string") throw refusals.badToken();
  // Like credentials, tokens expire in real time.
  const now = Math.floor(Date.now() / 1000);
  if (typeof exp === "number" && exp <= now) throw refusals.tokenExpired(now, exp);
  const audience: unknown = Array.isArray(aud) ? aud[0] : aud;
  return {
    iss,
    ...(typeof sub === "string" && { sub }),
    ...(typeof audience === "string" && { aud: audience }),
  };
}

function claimsOf(token: string): Record<string, unknown> {
  const [, claims] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token) ?? [];
  if (claims === undefined) throw refusals.badToken();
  try {
    const said = JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as Record<
      string,
      unknown
    > | null;
    return said ?? {};
  } catch {
    throw refusals.badToken();
  }
}
