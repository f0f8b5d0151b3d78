import { operation } from "../../../operation/operation";
import { onePage, paging } from "../listing";
import { summarize, summarizing } from "../summaries";

export const listEntityRecognizerSummaries = operation({
  name: "ListEntityRecognizerSummaries",
  access: "read",
  input: paging,
  behaviours: summarizing,
  run(input, call) {
    const summaries = summarize("entity-recognizer", call).map(({ name, ...rest }) => ({
      RecognizerName: name,
      ...rest,
    }));
    const { items, ...rest } = onePage("ListEntityRecognizerSummaries", input, summaries, call);
    return { EntityRecognizerSummariesList: items, ...rest };
  },
});
