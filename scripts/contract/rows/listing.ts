import * as v from "valibot";

import { call, type OperationName } from "../calls/calls";
import { assumed, type Condition, type Row } from "../vocabulary/row";
import type { Stage } from "../vocabulary/stage";

const SELF = { resourceOwner: "SELF" };
const TRAINED = { Filter: { Status: "TRAINED" } };

/** A list, what its entries tell of their time, and the call that asks for it. */
interface Listing {
  readonly operation: OperationName;
  readonly input: object;
  readonly member: string;
  readonly time: string;
}
const MODELS: Listing = {
  operation: "ListCustomModels",
  input: {},
  member: "modelSummaries",
  time: "creationTime",
};
const CLASSIFIERS: Listing = {
  operation: "ListDocumentClassifiers",
  input: TRAINED,
  member: "DocumentClassifierPropertiesList",
  time: "SubmitTime",
};
const SHARES: Listing = {
  operation: "GetResourceShares",
  input: SELF,
  member: "resourceShares",
  time: "creationTime",
};

type Entry = Record<string, unknown>;

/** What is listed, also behind a page that is empty. */
async function entriesOf({ operation, input, member }: Listing, { clients }: Stage): Promise<Entry[]> {
  const first = (await call(clients, operation, input)).output as Entry | undefined;
  const entries = (answer?: Entry) => (answer?.[member] ?? []) as Entry[];
  if (entries(first).length > 0 || typeof first?.["nextToken"] !== "string") return entries(first);
  const { output } = await call(clients, operation, { ...input, nextToken: first["nextToken"] });
  return entries(output as Entry | undefined);
}

/** Of what is as old as everything else no order can be seen. */
function hasSeveral(listing: Listing): Condition {
  return {
    holds: async (stage) => {
      const entries = await entriesOf(listing, stage);
      return new Set(entries.map((entry) => Number(entry[listing.time]))).size > 1;
    },
    otherwise: `${listing.operation} lists no two things of different times`,
  };
}

function inOrder({ member, time }: Listing, first: "oldest" | "newest") {
  const sign = first === "oldest" ? 1 : -1;
  const isSorted = (entries: Entry[]): boolean =>
    entries.every((entry, i) => i === 0 || sign * (Number(entry[time]) - Number(entries[i - 1]![time])) >= 0);
  const entries = v.pipe(v.array(v.record(v.string(), v.unknown())), v.check(isSorted, `the ${first} first`));
  return v.looseObject({ [member]: entries });
}

const EMPTY_PAGE = v.looseObject({ resourceShares: v.strictTuple([]), nextToken: v.string() });
const FILLED_PAGE = v.looseObject({ resourceShares: v.pipe(v.array(v.looseObject({})), v.minLength(1)) });

/** How lists are ordered, and cut into pages. */
export const listing: readonly Row[] = [
  {
    operation: "ListCustomModels",
    name: "lists the newest first",
    input: {},
    given: [hasSeveral(MODELS)],
    expects: { status: 200, shape: inOrder(MODELS, "newest") },
    settles: "bedrock.listOrder",
    alternatives: {
      oldestFirst: { status: 200, shape: inOrder(MODELS, "oldest") },
    },
    source: assumed("the service model names both orders, and no default"),
  },
  {
    operation: "ListDocumentClassifiers",
    name: "lists the oldest first by a status as well",
    input: TRAINED,
    given: [hasSeveral(CLASSIFIERS)],
    expects: {
      status: 200,
      shape: inOrder(CLASSIFIERS, "oldest"),
    },
    settles: "comprehend.listOrder",
    alternatives: {
      newest: { status: 200, shape: inOrder(CLASSIFIERS, "newest") },
    },
    source: assumed("it was recorded of a listing without a filter"),
  },
  {
    operation: "GetResourceShares",
    name: "lists the oldest first",
    input: SELF,
    given: [hasSeveral(SHARES)],
    expects: { status: 200, shape: inOrder(SHARES, "oldest") },
    settles: "ram.order",
    alternatives: { newest: { status: 200, shape: inOrder(SHARES, "newest") } },
    source: assumed("no text speaks of an order"),
  },
  {
    operation: "GetResourceShares",
    name: "begins with a page that has something on it, where nothing is searched for",
    input: SELF,
    given: [hasSeveral(SHARES)],
    expects: { status: 200, shape: FILLED_PAGE },
    settles: "ram.emptyPages",
    alternatives: { always: { status: 200, shape: EMPTY_PAGE } },
    source: assumed("an empty page was seen of a search only"),
  },
  {
    operation: "GetResourceShares",
    name: "begins with an empty page, where something is searched for",
    input: async (stage) => ({ ...SELF, name: (await entriesOf(SHARES, stage))[0]!["name"] }),
    given: [hasSeveral(SHARES)],
    expects: { status: 200, shape: EMPTY_PAGE },
    settles: "ram.emptyPages",
    alternatives: { none: { status: 200, shape: FILLED_PAGE } },
    source: assumed("it was seen of a search by organization, and need not be so each time"),
  },
  {
    operation: "ListResources",
    name: "takes an empty list of shares for none",
    input: { ...SELF, resourceShareArns: [] },
    expects: { status: 200, shape: v.looseObject({ resources: v.array(v.looseObject({})) }) },
    settles: "ram.emptyLists",
    alternatives: { refused: { status: 400, code: "InvalidParameterException" } },
    source: assumed("the service model lets it through"),
  },
];
