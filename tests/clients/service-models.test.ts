import { expect, it } from "@jest/globals";

import type { Shape } from "#emulator/validation/shapes";

import { declaredByAws, emulated, shapeAt } from "../support/aws/service-models";
import { ASSUME_ROLE, SENT } from "../support/tables/inputs";
import { describeWithPython } from "./python";

const CARRIED = [ASSUME_ROLE, ...Object.values(SENT)].flatMap((inputs) => Object.values(inputs));
const MEMBERS = new Map(CARRIED.map((sent) => [`${sent.service} ${sent.operation} ${sent.member}`, sent]));

// The fuzz of inputs in `npm test` rests on them.
describeWithPython("the emulator's limits of what inputs become", () => {
  it.each([...MEMBERS])("%s: are those of AWS's service model", (_, { service, operation, member }) => {
    const [ours, theirs] = [emulated, declaredByAws].map((models) =>
      limitsOf(shapeAt(models(service, operation), member)),
    );
    expect(theirs).toMatchObject(ours!);
  });
});

/** What is said of it, as far as anything is. */
function limitsOf({ kind, min, max, pattern, values, item, members }: Shape<unknown>): object {
  // The same expression, as a literal writes it and as the model does.
  const source = pattern?.source
    .replaceAll("\\/", "/")
    .replaceAll("\\s", " \\t\\n\\v\\f\\r")
    .replace(/^\^(.*)\$$/, "$1");
  return JSON.parse(
    JSON.stringify({
      ...{ kind, min, max, pattern: source, values: values && [...values].sort() },
      item: item && limitsOf(item),
      members: members && Object.entries(members).map(([name, { shape }]) => [name, limitsOf(shape)]),
    }),
  ) as object;
}
