import type { Case, Outcome } from "./play";
import { type Row, rowOf } from "./plan";
import type { Pool } from "./pool";

/** The cases that showed it, under no more than what it takes for that: one assumption after the other is given up. */
export async function smallest(
  { assumptions, cases }: Row,
  outcomes: ReadonlyMap<Case, Outcome>,
  pool: Pool,
): Promise<[Row, ReadonlyMap<Case, Outcome>]> {
  const [failing] = cases.filter((one) => outcomes.get(one)?.ending === "load-bearing");
  if (!failing) throw new Error("nothing of this is load-bearing");
  let least: [Row, ReadonlyMap<Case, Outcome>] = [rowOf(assumptions, [failing]), outcomes];
  for (const name of Object.keys(assumptions)) {
    const { [name]: _, ...fewer } = least[0].assumptions;
    await pool.play([rowOf(fewer, [failing])], (row, played) => {
      if ([...played.values()].some(({ ending }) => ending === "load-bearing")) least = [row, played];
    });
  }
  return least;
}
