/** Where a listing goes on, for the search it belongs to; nobody else can use it. */
export function pageToken(of: string, from: number): string {
  return Buffer.from(JSON.stringify({ of, from })).toString("base64");
}

/** Where to go on; undefined for a token of another search, or of none. */
export function readPageToken(token: string, of: string): number | undefined {
  const decoded = Buffer.from(token, "base64").toString("utf8");
  const [start, end] = [`{"of":${JSON.stringify(of)},"from":`, "}"];
  const from = Number(decoded.slice(start.length, -end.length));
  return decoded.startsWith(start) && Number.isInteger(from) ? from : undefined;
}
