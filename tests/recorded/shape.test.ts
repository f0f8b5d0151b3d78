import { describe, expect, it } from "@jest/globals";

import type { RecordedAnswer } from "./recorded-answer";
import { expectShape, membersOf } from "./shape";

const answer = {
  $metadata: { httpStatusCode: 200 },
  Token: undefined,
  Models: [{ Arn: "a", At: new Date(0), Config: {} }, { Arn: "b" }],
  Blob: new Uint8Array(1),
};
const recorded = (always: string[], never: string[] = []): RecordedAnswer => ({
  operation: "x Y",
  what: "z",
  source: "nowhere",
  always,
  never,
});

it("the members of an answer are those that were sent, also in lists", () => {
  expect(membersOf(answer)).toEqual(["Blob", "Models", "Models.Arn", "Models.At", "Models.Config"]);
});

describe("an answer holds to its recording when", () => {
  it("every item of a list has what recordings always have", () => {
    expectShape(answer, recorded(["Blob", "Models.Arn"], ["Token", "Models.Tags"]));
    expect(() => expectShape(answer, recorded(["Models.At"]))).toThrow(/Models\.At/);
    expect(() => expectShape(answer, recorded(["Token"]))).toThrow(/Token/);
    expect(() => expectShape(answer, recorded(["Blob.Size"]))).toThrow(/Blob\.Size/);
  });

  it("it has nothing that recordings show absent", () => {
    expect(() => expectShape(answer, recorded([], ["Models.Config"]))).toThrow(/Models\.Config/);
  });
});
