import { describe, expect, it } from "@jest/globals";
import fc from "../../support/properties";

import { hiding, withoutValues } from "#provider/aws/errors/hiding";

describe("what AWS repeats of a form is hidden, and the rest can be read", () => {
  it.each<[what: string, values: string[], text: string, shown: string]>([
    [
      "not inside of words",
      ["Form", "case", "valid", "a"],
      "The formData of a showcase is invalid: the use cases are missing",
      "The formData of a showcase is invalid: the use cases are missing",
    ],
    ["short common words stay", ["use", "is", "no", "1"], "1 use case is no use", "1 use case is no use"],
    ["words of four letters go", ["bird"], "A bird, birds; (bird).", "A (hidden), birds; ((hidden))."],
    ["in whatever case", ["Bird Cages"], "BIRD CAGES and bird cages", "(hidden) and (hidden)"],
    ["with whatever blanks", ["Bird  Cages"], "Bird\n Cages", "(hidden)"],
    [
      "short names, as they are written",
      ["IBM", "Aon", "3M"],
      "IBM, Aon or 3M: ibm",
      "(hidden), (hidden) or (hidden): ibm",
    ],
    ["but not inside of others", ["IBM"], "IBMs", "IBMs"],
    ["with other letters around", ["Söhne"], "Söhne & Söhnen, Söhne", "(hidden) & Söhnen, (hidden)"],
    ["letters that begin or end it", ["ärzte"], "Die Ärzte, Särzte", "Die (hidden), Särzte"],
    [
      "an accent of its own is a part of the word",
      ["Cafe"],
      "Cafe\u0301 and Cafe",
      "Cafe\u0301 and (hidden)",
    ],
    ["names without blanks around them", ["鳥籠"], "会社名は鳥籠です", "会社名は(hidden)です"],
    ["punctuation at the ends", ["Yahoo!"], "xYahoo! Yahoo!Yahoo!y", "xYahoo! (hidden)(hidden)y"],
    ["punctuation that means something to patterns", ["A.*(B)[c]"], "A.*(B)[c] AxxB", "(hidden) AxxB"],
    ["what contains another", ["Acme", "Acme Birds"], "Acme Birds of Acme", "(hidden) of (hidden)"],
    ["what overlaps another", ["Acme Birds", "birds & cages"], "of Acme Birds & Cages.", "of (hidden)."],
    ["the sign itself", ["hidden", "Acme"], "hidden Acme", "(hidden) (hidden)"],
    [
      "what is long, also inside of words",
      ["eyJjb21wYW55"],
      "xeyJjb21wYW55TmFtZSI6",
      "xeyJjb21wYW55TmFtZSI6",
    ],
    ["what is longer, also inside of words", ["eyJjb21wYW55T"], "xeyJjb21wYW55TmFtZSI6", "x(hidden)mFtZSI6"],
    ["nothing at all", ["", " "], "A text", "A text"],
  ])("%s", (_what, values, text, shown) => {
    expect(withoutValues(text, values)).toBe(shown);
  });

  it("in the message of an error, and nothing else is touched", () => {
    const error = Object.assign(new Error("Acme is no company"), { name: "ValidationException" });
    expect(hiding(["Acme"], error)).toBe(error);
    expect([error.message, error.name]).toEqual(["(hidden) is no company", "ValidationException"]);
    expect(hiding(["Acme"], "Acme")).toBe("Acme");
  });

  it("whatever stands around it", () => {
    const value = fc
      .string({
        minLength: 4,
        maxLength: 30,
        unit: fc.constantFrom("a", "B", "9", "ß", "鳥", " ", ".", "*", "!", "-", "é"),
      })
      .filter((one) => one.trim().length >= 4);
    const around = fc.constantFrom(" ", "", "(", "'", ": ", "\n", '"');
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 4 }),
        around,
        around,
        (values, before, after) => {
          const text = values.map((one) => `${before}${one.trim()}${after} and `).join("");
          const shown = withoutValues(text, values);
          for (const one of values) expect(` ${shown} `).not.toContain(` ${one.trim()} `);
          expect(shown.replaceAll("(hidden)", "").length).toBeLessThan(text.length);
        },
      ),
    );
  });
});
