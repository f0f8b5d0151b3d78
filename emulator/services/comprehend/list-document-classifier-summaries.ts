import { operation } from "../../operation";
import { onePage, paging } from "./listing";
import { summarize } from "./summaries";

export const listDocumentClassifierSummaries = operation({
  name: "ListDocumentClassifierSummaries",
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
    const summaries = summarize("document-classifier", call).map(({ name, ...rest }) => ({
      DocumentClassifierName: name,
      ...rest,
    }));
    const { items, ...rest } = onePage("ListDocumentClassifierSummaries", input, summaries, call);
    return { DocumentClassifierSummariesList: items, ...rest };
  },
});
