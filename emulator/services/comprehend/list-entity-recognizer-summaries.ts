import { operation } from "../../operation";
import { onePage, paging } from "./listing";
import { summarize } from "./summaries";

export const listEntityRecognizerSummaries = operation({
  name: "ListEntityRecognizerSummaries",
  access: "read",
  input: paging,
  behaviours: [
    {
      source: "docs",
      what: "one entry for all versions of a name; the latest is the one that was submitted last",
    },
    { source: "assumed", what: "versions that are being deleted count" },
  ],
  run(input, call) {
    const summaries = summarize("entity-recognizer", call).map(({ name, ...rest }) => ({
      RecognizerName: name,
      ...rest,
    }));
    const { items, ...rest } = onePage("ListEntityRecognizerSummaries", input, summaries, call);
    return { EntityRecognizerSummariesList: items, ...rest };
  },
});
