/** A JSON Web Token that says so, signed by nobody. */
export function webIdentityToken(
  claims: object = { iss: "https://token.example.com", sub: "repo:a/b", aud: "sts.amazonaws.com" },
): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part(claims)}.c2lnbmF0dXJl`;
}
