import { expect, it } from "@jest/globals";

import { listBehaviours } from "#emulator/catalogue/behaviours";

/** Services that still have assumptions without a name. To become empty. */
const UNNAMED: readonly string[] = [];

const unnamed = listBehaviours().filter(({ source, name }) => source === "assumed" && name === undefined);
const serviceOf = ({ of }: { of: string }): string => of.split(" ")[0]!;

it("every behaviour that is assumed has a name by which a world can choose otherwise", () => {
  const listed = unnamed
    .filter((behaviour) => !UNNAMED.includes(serviceOf(behaviour)))
    .map(({ of, what }) => `${of}: ${what}`);
  expect(listed).toEqual([]);
});

it("no service is excused that has none without a name", () => {
  expect(UNNAMED.filter((service) => !unnamed.some((behaviour) => serviceOf(behaviour) === service))).toEqual(
    [],
  );
});
