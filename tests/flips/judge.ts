/** How a scenario can end. Everything but the first two is load-bearing: something rests on what nobody knows of AWS. */
export type Ending = "converges" | "clear error" | "load-bearing";

export interface Verdict {
  readonly ending: Ending;
  /** What happened where, unless all went well. */
  readonly message?: string;
}

export const CONVERGES: Verdict = { ending: "converges" };

/** Something is not as it must be, whatever AWS does. */
export class Broken extends Error {
  override readonly name = "Broken";
}

/** A verb of the provider ended with a message. */
export class Ended extends Error {
  override readonly name = "Ended";

  constructor(
    readonly step: string,
    message: string,
    /** The codes that AWS has refused with so far. */
    readonly heard: readonly string[],
    /** The verb once more. */
    readonly repeat: () => Promise<unknown>,
  ) {
    super(message);
  }
}

const CRASHED = /\bundefined\b|\[object |\n\s+at |\b(Type|Range|Reference|Syntax)Error\b|is not a function/;
const SAYS_WHAT_IT_DID = /^[a-z]+ing \S/;
/** A status of AWS's from which nothing comes, or a job that has failed, which AWS's own reason follows. */
const SHOWS_A_STATUS =
  /: it became [A-Z]\w+|: still FAILED after|authorizationStatus is [A-Z_]+|^copying to .+ failed\n/;
/** Endings in which AWS refuses nothing: it takes a form and shows another, or does not tell whence a model is. */
const AWS_IS_SILENT =
  /AWS has taken the form\. Where it goes on showing an earlier one|is there already, of which AWS shows no source/;

/** Why a message is not one that people can go on from; undefined when it is. */
export function whyUnclear({ message, heard }: Pick<Ended, "message" | "heard">): string | undefined {
  if (CRASHED.test(message)) return "crashed";
  if (!SAYS_WHAT_IT_DID.test(message)) return "does not say what it was doing";
  const isQuoting = heard.some((code) => message.includes(code));
  if (isQuoting || SHOWS_A_STATUS.test(message) || AWS_IS_SILENT.test(message)) return undefined;
  return "shows nothing that AWS has said";
}

/** The worst of several endings, which is the ending of all. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  for (const ending of ["load-bearing", "clear error"] as const) {
    const found = verdicts.find((verdict) => verdict.ending === ending);
    if (found) return found;
  }
  return CONVERGES;
}
