import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { listAssumptions } from "#emulator/index";

import { ACCOUNT, type Emulator, FORM, MEMBER, REGION } from "../support/emulator/emulated";
// Its runs share a process that ends with this file.
import "../support/hosts/host";
import { shareByHand } from "../support/aws/shares";
import { SUBJECTS } from "../support/tables/subjects";
import { whyUnclear } from "./judge";
import { DEFAULT_SPEED, readOptions } from "./options";
import { asDeclared, combined, oneByOne, type Played, rowOf } from "./plan";
import { type Case, type Outcome, play } from "./play";
import { endingsOf, lineOf, summary } from "./report";
import { SCENARIOS } from "./scenarios";

const speed = DEFAULT_SPEED;

/** What a client may rest on without noticing: AWS's words, and policies as they were put. */
const TELLING = Object.fromEntries([
  ["comprehend.policyText", "verbatim"],
  ...listAssumptions()
    .filter(({ name }) => name.endsWith(".texts"))
    .map(({ name }) => [name, "reworded"]),
]) as Record<string, string>;
/** The others are a part of these, hear no refusal that these do not, or take longer than they tell. */
const LIVES = ["adopt", "update", "gone", "crash in create"];

describe.each(SUBJECTS)("a $kind, where AWS has other words for its refusals", (subject) => {
  const scenarios = SCENARIOS.filter(({ name, fits }) => LIVES.includes(name) && fits(subject));
  it.each(scenarios)("lives through: $name", async ({ name }) => {
    const outcome = await play({ cast: subject.kind, scenario: name, assumptions: TELLING, speed });
    expect(outcome).toMatchObject({ ending: "converges" });
  });
});

describe("what goes wrong in a scenario", () => {
  const judge = (cast: string, disturb: (emulator: Emulator) => void) =>
    play({ cast, scenario: "create", assumptions: {}, speed }, disturb);

  it("is a clear error where the provider says what AWS has said", async () => {
    const refusal = {
      kind: "refusal",
      code: "OperationNotPermittedException",
      status: 400,
      message: "No.",
    } as const;
    const target = { operation: "CreateResourceShare" };
    const outcome = await judge(
      "CustomModelShare",
      ({ faults }) => void faults.add({ target, effect: refusal }),
    );
    expect(outcome).toMatchObject({
      ending: "clear error",
      message: expect.stringMatching(
        /^up: creating custom model share \(models\): OperationNotPermittedException: No\./,
      ),
    });
  });

  it.each<[string, string, (emulator: Emulator) => void, RegExp]>([
    [
      "AWS's words are missing",
      "CustomModelShare",
      ({ faults }) => void faults.add({ effect: { kind: "html" } }),
      /^up: shows nothing that AWS has said: creating custom model share/,
    ],
    [
      "an object is there twice",
      "CustomModelShare",
      (emulator) => once(emulator, "CreateResourceShare", 1, () => void shareByHand(emulator, [MEMBER])),
      /^AWS has 2 of it, not 1$/,
    ],
    [
      "a refresh shows drift where nobody has changed anything",
      "UseCaseSubmission",
      (emulator) =>
        // After the look before the form is filed, and the one that finds it.
        once(emulator, "GetUseCaseForModelAccess", 2, () =>
          emulator.incidents.formFiled(
            { account: ACCOUNT, region: REGION },
            { ...FORM, companyName: "Another" },
          ),
        ),
      /^refresh: shows \{"companyName".* where nothing has changed$/,
    ],
  ])("is load-bearing where %s", async (_what, cast, disturb, message) => {
    const outcome = await judge(cast, disturb);
    expect(outcome).toMatchObject({ ending: "load-bearing", message: expect.stringMatching(message) });
  });

  it.each([
    ["creating x (y): ConflictException: Busy.", undefined],
    ["waiting for x (y) to be AVAILABLE: it became ERROR\n  Card expired.", undefined],
    ["creating x (y): a model is there already, of which AWS shows no source", undefined],
    ["waiting for x (y) to be gone: still AVAILABLE after 4 s", "shows nothing that AWS has said"],
    ["creating x (y): OtherException: Busy.", "shows nothing that AWS has said"],
    ["ConflictException: Busy.", "does not say what it was doing"],
    ["reading x (y): ConflictException: undefined", "crashed"],
    ["reading x (y): TypeError: x is not a function", "crashed"],
  ])("%j is judged by its message: %s", (message, why) => {
    expect(whyUnclear({ message, heard: ["ConflictException"] })).toBe(why);
  });

  function once({ requests }: Emulator, operation: string, nth: number, happen: () => void): void {
    let seen = 0;
    requests.listen((request) => {
      if (request.operation === operation && (seen += 1) === nth) happen();
    });
  }
});

describe("the table", () => {
  const options = readOptions(["--random", "21"]);
  const outcome = (more: Partial<Outcome>): Outcome => ({
    ending: "converges",
    asked: [],
    seconds: 1,
    ...more,
  });
  const declared = asDeclared(options).flatMap(({ cases }) =>
    cases.map((one): Played => {
      const asked = one.cast === "ModelAgreement" ? ["bedrock.texts", "kms.texts"] : [];
      return [one, outcome({ asked })];
    }),
  );

  it("tries an alternative where its assumption is acted upon, and nowhere else", () => {
    const rows = oneByOne(options, declared);
    expect(rows.map(({ name }) => name)).toContain("comprehend.policyText=verbatim");
    const concerned = rows.filter(({ cases }) => cases.length > 0);
    expect(concerned.map(({ name }) => name)).toEqual(["bedrock.texts=reworded", "kms.texts=reworded"]);
    expect(new Set(concerned.flatMap(({ cases }) => cases.map(({ cast }) => cast)))).toEqual(
      new Set(["ModelAgreement"]),
    );
  });

  it("combines what one resource acts upon, the same for the same seed, without what is load-bearing alone", () => {
    const rows = combined(options, declared, new Set());
    expect(rows.map(({ name }) => name)).toEqual(Array(21).fill("bedrock.texts=reworded kms.texts=reworded"));
    expect(combined(options, declared, new Set(["kms.texts=reworded"]))).toEqual([]);
  });

  it("has the worst of its scenarios in each row", () => {
    const one: Case = { cast: "A", scenario: "create", assumptions: {}, speed };
    const other: Case = { ...one, scenario: "gone" };
    const row = rowOf({ "a.b": "c" }, [one, other]);
    const line = lineOf(
      row,
      new Map([
        [one, outcome({ ending: "clear error", message: "x" })],
        [other, outcome({ ending: "load-bearing", message: "y" })],
      ]),
    );
    expect(line).toMatchObject({ name: "a.b=c", ending: "load-bearing", where: "A, gone", message: "y" });
    // An ending that is one as declared says nothing of the flip.
    const error = outcome({ ending: "clear error", message: "x" });
    const usual = endingsOf([[other, error]]);
    const played = new Map([
      [one, outcome({})],
      [other, error],
    ]);
    expect(lineOf(row, played, usual)).toMatchObject({ ending: "converges", where: "" });
    expect(summary("Flips", [line, lineOf(row, new Map())])).toBe(
      "Flips: 0 converge, 0 end in one clear error that shows AWS's own words, 1 load-bearing, 1 that no call of the provider acts upon",
    );
  });
});

describe("npm run flips", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(__dirname, "main.js"), ...args], { encoding: "utf8" });

  it("prints a line for each alternative", () => {
    const { status, stdout } = run("--resource", "CustomModelShareAcceptance", "--only", "ram.texts");
    expect(stdout).toMatch(
      /^CustomModelShareAcceptance \(as declared\) +converges\n.* inside the organization .*\nram\.texts=reworded +converges\n/,
    );
    expect(status).toBe(0);
  });

  it.each([
    [["--only", "ram.nothing"], "--only ram.nothing: there is no such assumption"],
    [["--only", "ram.texts=no"], "--only ram.texts=no: the alternatives are reworded"],
    [["--resource", "Share"], "--resource Share: it must be one of ModelAgreement, "],
    [["--random", "few"], "--random few: it must be a whole number"],
  ])("refuses %j", (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
