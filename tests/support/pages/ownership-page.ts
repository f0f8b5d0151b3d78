import { KINDS, OWNERSHIP } from "../tables/ownership-table";

/** `docs/ownership.md`: the rule in words, and how it ends in every situation that a test plays. */
export function ownershipPage(): string {
  const cells = OWNERSHIP.map(({ situation, ends }) => [situation, ...KINDS.map((kind) => ends[kind])]);
  const rows = [["Situation", ...KINDS.map((kind) => `\`${kind}\``)], ...cells];
  const table = rows.map((row) => `| ${row.join(" | ")} |`);
  table.splice(1, 0, `|${" --- |".repeat(KINDS.length + 1)}`);
  const stories = OWNERSHIP.map(({ situation, story }) => `- **${situation}**: ${story}`);
  return [
    "# Who owns what, and what a destroy deletes",
    RULE,
    "## How it ends",
    "What a destroy does at last with the object, after each of these. `tests/provider/ownership.long.test.ts` plays all of them\nthrough the real dynamic host, and this page is made of its table\n(`node tests/dist/support/pages/ownership-page.js > docs/ownership.md`).",
    stories.join("\n"),
    table.join("\n"),
    NOTES,
    "",
  ].join("\n\n");
}

const RULE = `A resource deletes what it has made, and nothing else.

1. **A mark tells who has made an object**, where AWS can hold one: a tag on shares, copies, imports and grants, a \`Sid\` in the
   statements of a policy. What the mark says when the object is to be deleted counts for more than what the state says.
2. **Else our state tells.** An agreement, a form and an acceptance can hold no mark.
3. **What another resource of the run wants is kept and changes hands**: the mark becomes the other one's, which deletes the
   object one day. That holds across the explicit providers of a run, too.
4. **What a user has asked to retain is deleted by nothing**, and a create never deletes an object that works to make room.
5. **Where nobody can know, the object is kept**, with a warning that says why and prints the command that removes it.`;

const NOTES = `- **kept** is said in a warning, with the command that removes the object; forms cannot be withdrawn, and shares of custom
  models cannot be left.
- **refused**: two resources of a program must not both write one object; the preview says which.
- Two names where one column has two words: the first is what the first destroy does, the second what the other one does.
- An agreement is the account's. Declare it in one stack, and use \`ModelAgreement.get\` in the others: whoever has accepted it
  cancels it for all of them.
- A policy's mark is made of the resource's URN and the model's ARN. The same stack in another backend has the same one.`;

if (require.main === module) process.stdout.write(ownershipPage());
