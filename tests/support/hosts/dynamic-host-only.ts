import { describe } from "@jest/globals";

import { TRANSPORT } from "./dynamic-host";

/**
 * Tests of what the stock dynamic host alone does: where the tests run on the plugin they count as skipped.
 * @param why what the plugin has instead
 */
export function onDynamicHostOnly(why: string, tests: () => void): void {
  (TRANSPORT === "dynamic" ? describe : describe.skip)(`on the dynamic host (on the plugin ${why})`, tests);
}
