/** The most that License Manager puts on a page. */
const PAGE_SIZE = 100;

interface Page {
  readonly NextToken?: string | undefined;
}

/** The pages of a listing, one after the other: License Manager's client has no paginators. */
export async function* pages<P extends Page>(
  ask: (wanted: { readonly NextToken: string | undefined; readonly MaxResults: number }) => Promise<P>,
): AsyncGenerator<P> {
  let NextToken: string | undefined;
  do {
    const page = await ask({ NextToken, MaxResults: PAGE_SIZE });
    yield page;
    ({ NextToken } = page);
  } while (NextToken);
}
