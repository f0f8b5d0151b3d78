/** A policy as IAM and Organizations take it. `JSON.stringify` of it has no blanks, which would count. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  /** In a resource control policy alone. */
  readonly Principal?: "*";
  readonly Action: Texts;
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  readonly Condition?: Conditions;
}

/** One text, or several of which one has to fit. */
export type Texts = string | readonly string[];
/** By operator and key. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, Texts>>>>;

export function documentOf(Statement: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement };
}

/** A list of one is written as the one text: it is shorter. */
export function texts(all: readonly string[]): Texts {
  const each = [...new Set(all)];
  return each.length === 1 ? each[0]! : each;
}

export function listOf(written: Texts | undefined): readonly string[] {
  return written === undefined ? [] : typeof written === "string" ? [written] : written;
}
