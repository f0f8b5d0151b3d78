import { describe, expect, it } from "@jest/globals";

import { patience } from "#provider/resources/comprehend-model-import/import-denials";

const refusal = (name: string): Error => Object.assign(new Error("Whatever it says."), { name });

describe("a refused import is tried again", () => {
  it.each([
    ["InvalidRequestException, for half a minute", "InvalidRequestException", [true, true, false]],
    ["AccessDeniedException, for as long as the wait goes", "AccessDeniedException", [true, true, true]],
    ["ResourceNotFoundException of another account's model", "ResourceNotFoundException", [true, true, true]],
    ["never after a refusal of another kind", "TooManyTagsException", [false, false, false]],
  ])("%s", (_what, code, patient) => {
    let seconds = 100;
    const mayHelp = patience({ isForeign: true, hasRole: false }, () => seconds);
    const told = [0, 29, 31].map((passed) => {
      seconds = 100 + passed;
      return mayHelp(refusal(code));
    });
    expect(told).toEqual(patient);
  });

  it("of the account's own model only where a role may be too new, and never because it is not found", () => {
    const own = patience({ isForeign: false, hasRole: true });
    expect(own(refusal("AccessDeniedException"))).toBe(true);
    expect(own(refusal("ResourceNotFoundException"))).toBe(false);
    expect(patience({ isForeign: false, hasRole: false })(refusal("AccessDeniedException"))).toBe(false);
  });
});
