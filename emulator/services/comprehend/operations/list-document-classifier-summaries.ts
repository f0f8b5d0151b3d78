import { operation } from "../../../operation/operation";
import { onePage, paging } from "../listing";
import { summarize, summarizing } from "../summaries";

export const listDocumentClassifierSummaries = operation({
  name: "ListDocumentClassifierSummaries",
  access: "read",
  input: paging,
  behaviours: summarizing,
  run(input, call) {
    const summaries = summarize("document-classifier", call).map(({ name, ...rest }) => ({
      DocumentClassifierName: name,
      ...rest,
    }));
    const { items, ...rest } = onePage("ListDocumentClassifierSummaries", input, summaries, call);
    return { DocumentClassifierSummariesList: items, ...rest };
  },
});
