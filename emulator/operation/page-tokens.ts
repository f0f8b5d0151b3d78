/** Where a listing goes on, for the search it belongs to; nobody else can use it. */
export function pageToken(of: string, from: number): string {
  return Buffer.from(JSON.stringify({ of, from })).toString("base64");
}

/** Where to go on; undefined for a token of another search, or of none. */
function readPageToken(token: string, of: string): number | undefined {
  const decoded = Buffer.from(token, "base64").toString("utf8");
  const [start, end] = [`{"of":${JSON.stringify(of)},"from":`, "}"];
  const from = Number(decoded.slice(start.length, -end.length));
  return decoded.startsWith(start) && Number.isInteger(from) ? from : undefined;
}

/**
 * One page of a listing.
 * @param of the search: a token holds for nothing else
 * @param refusal what a token of another search, or of none, is answered with
 */
export function pageOf<T>(
  all: readonly T[],
  of: string,
  { token, size }: { readonly token: string | undefined; readonly size: number },
  refusal: () => Error,
): { readonly items: readonly T[]; readonly next?: string } {
  const from = token === undefined ? 0 : readPageToken(token, of);
  if (from === undefined) throw refusal();
  const to = from + size;
  return { items: all.slice(from, to), ...(to < all.length && { next: pageToken(of, to) }) };
}
