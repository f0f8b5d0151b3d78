import type { Mishap } from "../mishaps";
import { play } from "../play";
import type { Tally } from "../playing";
import type { Act, Scenario } from "../scenario";
import { type Slot, SLOTS } from "../slots";

/** What may end at each of its calls. A replacement makes another one and deletes the old one. */
const VERBS = ["create", "read", "update", "replace", "delete"] as const;
type Verb = (typeof VERBS)[number];

/** Everything that one resource asks of AWS for one verb. */
export interface Row {
  readonly type: string;
  readonly verb: Verb;
  /** Its calls in order, when nothing goes wrong; of those that only wait, the first two and the last. */
  readonly calls: readonly { readonly operation: string; readonly at: number }[];
  /** The same where something does. */
  readonly with: (mishaps: readonly Mishap[]) => Scenario;
}

const STILL: Omit<Act, "verb"> = {
  ...{ stack: 0, edits: [], target: null, mishaps: [], byHand: [], hoursBefore: 0 },
};

/** Every row of some types: each verb of a type once, of whichever slot has it. What a verb does is seen by doing it. */
export async function rowsOf(types?: readonly string[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const slot of SLOTS.filter(({ type }) => types?.includes(type) ?? true)) {
    const { type } = slot;
    const isThere = (verb: Verb): boolean => rows.some((row) => row.type === type && row.verb === verb);
    for (const [verb, scenario] of attempts(slot)) {
      if (verb !== "update" && isThere(verb)) continue;
      const { calls, did } = await tried(slot, scenario([]));
      const found = verb === "update" ? did : verb;
      if (found === undefined || isThere(found) || calls.length === 0) continue;
      rows.push({ type, verb: found, calls: calls.map(asCall).filter(isOfUse), with: scenario });
    }
  }
  return rows.sort((one, other) =>
    one.type === other.type ? VERBS.indexOf(one.verb) - VERBS.indexOf(other.verb) : 0,
  );
}

const asCall = (operation: string, at: number) => ({ operation, at });

function isOfUse(
  { operation }: { operation: string },
  at: number,
  calls: readonly { operation: string }[],
): boolean {
  const isSame = (other: number): boolean => calls[other]?.operation === operation;
  return !(isSame(at - 1) && isSame(at - 2) && isSame(at + 1));
}

/** Which variants an update takes, and which a replacement, only doing it tells. */
function attempts(slot: Slot): [Verb, (mishaps: readonly Mishap[]) => Scenario][] {
  const { name, variants } = slot;
  const others = needsOf(slot).map((need) => ({ slot: need, variant: 0 }));
  const it = (variant: number | null): Act["edits"] => [{ slot: name, variant }];
  const scenario =
    (program: Act["edits"], act: Partial<Act>) =>
    (mishaps: readonly Mishap[]): Scenario => ({
      ...{ program, before: [], second: [] },
      acts: [
        { ...STILL, verb: "up" },
        { ...STILL, verb: "up", ...act, mishaps },
      ],
    });
  const made = [...others, ...it(0)];
  return [
    ["create", scenario(others, { edits: it(0) })],
    ["read", scenario(made, { verb: "refresh", target: name })],
    ...Array.from({ length: variants - 1 }, (_, index) => index + 1).map(
      (variant): [Verb, (mishaps: readonly Mishap[]) => Scenario] => [
        "update",
        scenario(made, { edits: it(variant) }),
      ],
    ),
    ["delete", scenario(made, { edits: it(null) })],
  ];
}

/** What it did, and what it asked of AWS. @throws Error where something went wrong although nothing should */
async function tried(slot: Slot, scenario: Scenario): Promise<{ calls: readonly string[]; did?: Verb }> {
  const tally: Tally = new Map();
  const commands: string[][] = [[]];
  const tell = (): void => void commands.push([]);
  await play(scenario, tell, tally, ({ options: { log } }) => {
    log.listen(({ operation }) => void commands.at(-1)!.push(operation));
  });
  const did = (["update", "replace"] as const).find((verb) => tally.has(`${slot.type} ${verb}`));
  // Where it needs nothing and is to be created, nothing is done before.
  const isFirst = scenario.program.length === 0;
  return { calls: commands[isFirst ? 0 : 1]!, ...(did && { did }) };
}

function needsOf({ needs }: Slot): string[] {
  return needs.flatMap((need) => [...needsOf(SLOTS.find(({ name }) => name === need)!), need]);
}
