import { listAssumptions } from "pulumi-model-access-emulator";

import { type Answer, call } from "../calls/calls";
import { describeAnswer, describeExpected, differences } from "./judge";
import { type Citation, type Expected, type Row, titleOf } from "../vocabulary/row";
import { Secrets } from "./secrets";
import type { Stage } from "../vocabulary/stage";

/** What became of an expectation. */
export interface Outcome {
  readonly title: string;
  readonly source: Citation;
  readonly result: "passed" | "failed" | "skipped";
  /** Why it was skipped. */
  readonly reason?: string;
  readonly expected?: string;
  readonly came?: string;
  readonly differences?: readonly string[];
  /** The names of the assumptions that it tells of, or its title where they have none. */
  readonly assumptions: readonly string[];
  /** The alternative that came instead, of which of them. */
  readonly other?: { readonly assumption: string; readonly alternative: string };
}

/** Long enough that nobody is throttled, short enough that a state that passes is seen. */
export const LOOK_EVERY_SECONDS = 10;

/** Tries one row; `onAnswer` hears every answer, also of looks that are repeated. */
export async function tryRow(
  row: Row,
  stage: Stage,
  onAnswer: (answer: Answer) => void = () => undefined,
): Promise<Outcome> {
  const about = aboutRow(row);
  for (const condition of row.given ?? []) {
    if (!(await condition.holds(stage))) {
      return { ...about, result: "skipped", reason: condition.otherwise };
    }
  }
  if (row.elsewhere && !stage.elsewhere) {
    return { ...about, result: "skipped", reason: "no other Region of this partition is known" };
  }
  let expected: Expected;
  let input: object;
  try {
    expected = await valueOf(row.expects, stage);
    input = await valueOf(row.input, stage);
  } catch (error) {
    const came = `the call could not be made: ${(error as Error).message}`;
    return { ...about, result: "failed", expected: "an answer", came };
  }
  const secrets = new Secrets();
  secrets.remember(input);
  const clients = row.elsewhere ? stage.elsewhere! : stage.clients;
  let waited = 0;
  for (;;) {
    const answer = await call(clients, row.operation, input);
    onAnswer(answer);
    const different = differences(expected, answer);
    if (different.length === 0) return { ...about, result: "passed" };
    if (!stage.emulated && isDeniedByPolicy(answer)) {
      return { ...about, result: "skipped", reason: "the caller's policies do not allow this call" };
    }
    if (waited >= (row.withinSeconds ?? 0)) {
      const came = describeAnswer(answer, secrets);
      const wanted = describeExpected(expected);
      const other = await otherOf(row, answer, stage);
      return {
        ...about,
        result: "failed",
        expected: wanted,
        came,
        differences: different,
        ...(other && { other }),
      };
    }
    await stage.pause(LOOK_EVERY_SECONDS);
    waited += LOOK_EVERY_SECONDS;
  }
}

/** What is to be said of a row whatever becomes of it. */
export function aboutRow(row: Row): Pick<Outcome, "title" | "source" | "assumptions"> {
  const title = titleOf(row);
  const untold = row.source.tag === "assumed" ? [title] : [];
  return { title, source: row.source, assumptions: [row.settles ?? untold].flat() };
}

/** Which alternative of the row's assumptions an answer is. */
async function otherOf(row: Row, answer: Answer, stage: Stage): Promise<Outcome["other"]> {
  const { assumptions } = aboutRow(row);
  const known = listAssumptions().filter(({ name }) => assumptions.includes(name));
  const found = async (alternative: string): Promise<boolean> => {
    const expected = row.alternatives?.[alternative];
    return expected === undefined
      ? answer.error?.code === alternative
      : differences(await valueOf(expected, stage), answer).length === 0;
  };
  for (const { name: assumption, alternatives } of known) {
    for (const alternative of Object.keys(alternatives)) {
      if (await found(alternative)) return { assumption, alternative };
    }
  }
  return undefined;
}

/** What IAM says, and not the service: it tells of the caller, not of AWS. */
function isDeniedByPolicy({ error }: Answer): boolean {
  return (
    error?.code.startsWith("AccessDenied") === true && error.message.includes("is not authorized to perform")
  );
}

function valueOf<T>(value: T | ((stage: Stage) => T | Promise<T>), stage: Stage): T | Promise<T> {
  return typeof value === "function" ? (value as (stage: Stage) => T | Promise<T>)(stage) : value;
}
