import { expect, it } from "@jest/globals";

import { leftOut, onCell } from "../support/engines/cell-titles";
import { tableOf } from "../support/engines/scenario-table";

const embedded = { transport: "dynamic", engine: "embedded engine" } as const;
const plugin = { transport: "plugin", engine: "embedded engine" } as const;
const cli = { transport: "dynamic", engine: "Pulumi CLI" } as const;

const result = (scenario: string, title: string, status: string) => ({
  testResults: [{ ancestorTitles: [scenario], title, status }],
});

it("npm run scenarios ends with a table of each scenario on each cell, and the reasons of what is left out", () => {
  const onCli = leftOut(onCell("a share", cli), "no Pulumi CLI is on PATH");
  const testResults = [
    result(onCell("a share", embedded), "is made", "passed"),
    result(onCell("a share", plugin), "is made", "failed"),
    result(onCli, "is made", "pending"),
    result(onCell("a share", embedded), leftOut("is imported", "there is no id"), "pending"),
    result(onCell("a share", plugin), "is imported", "passed"),
    result(onCli, leftOut("is imported", "there is no id"), "pending"),
    // A part was asked for: this is none of it.
    result(onCell("a form", embedded), "is filed", "pending"),
    result("what runs on no cell", "is made", "passed"),
  ];
  expect(tableOf({ testResults })).toBe(`\
dynamic on the embedded engine
|     plugin on the embedded engine
|     |     dynamic on the Pulumi CLI
|     |     |     plugin on the Pulumi CLI
                        a share
pass  FAIL  (1)   -       is made
(2)   pass  (1)   -       is imported

(1) no Pulumi CLI is on PATH
(2) there is no id
Scenarios: 2 passed, 1 failed, 3 left out
`);
});
