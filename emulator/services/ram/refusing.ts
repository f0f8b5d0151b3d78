import { refusal, type Refusal } from "../../behaviours/refusals";

type Known = Partial<Pick<Parameters<typeof refusal>[0], "or" | "quoted">>;

/** Everything of RAM has status 400, unless its service model says otherwise. */
export function refuses<Args extends unknown[]>(
  code: string,
  source: Refusal["source"],
  what: string,
  message: (...args: Args) => string,
  known: Known = {},
): Refusal<Args> {
  return refusal<Args>({ code, status: 400, source, what, message, ...known });
}

/** Another code that AWS may use just as well. */
export const orElse = (...codes: string[]): Known => ({
  or: Object.fromEntries(codes.map((code) => [code, 400])),
});
