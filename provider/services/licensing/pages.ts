/** The most that License Manager puts on a page. */
const PAGE_SIZE = 100;

interface Paged {
  NextToken?: string | undefined;
  readonly MaxResults: number;
}

/** The pages of a listing, one after the other: License Manager's client has no paginators. */
export async function* pages<I extends object, P extends Readonly<Pick<Paged, "NextToken">>>(
  input: I,
  ask: (input: I & Paged) => Promise<P>,
): AsyncGenerator<P> {
  // One object for all pages, as the SDK's paginators have it: by that their number is limited.
  const asked: I & Paged = { ...input, MaxResults: PAGE_SIZE };
  do {
    const page = await ask(asked);
    yield page;
    asked.NextToken = page.NextToken;
  } while (asked.NextToken);
}
