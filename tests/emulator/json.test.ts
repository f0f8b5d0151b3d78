import { describe, expect, it } from "@jest/globals";

import { AwsError, SerializationError } from "#emulator/behaviours/refusals";
import { operation, type Service } from "#emulator/operation/operation";
import { json11 } from "#emulator/protocols/json";
import type { WireRequest } from "#emulator/protocols/protocol";
import { required, text } from "#emulator/validation/shapes";
import { completeWorld } from "#emulator/world-file/load";

const describeThing = operation({
  name: "DescribeThing",
  access: "read",
  input: { Name: required(text()) },
  behaviours: [],
  run: ({ Name }) => ({ Name }),
});

const service: Service = {
  signingName: "things",
  protocol: json11,
  wireName: "Things_20200101",
  timestamps: "epoch",
  validationCode: "ValidationException",
  operations: [describeThing],
  refusals: {},
  behaviours: [],
};

const world = completeWorld();
const request = (headers: Record<string, string>, body = ""): WireRequest => ({
  method: "POST",
  path: "/",
  query: new URLSearchParams(),
  headers,
  body: Buffer.from(body),
});

describe("the protocol JSON 1.1", () => {
  it.each([
    ["Things_20200101.DescribeThing", { name: "DescribeThing", operation: describeThing }],
    ["Things_20200101.DeleteThing", { name: "DeleteThing" }],
    ["Others.DescribeThing", { name: "the target 'Others.DescribeThing'" }],
    ["", { name: "the target ''" }],
  ])("finds the operation of the target '%s'", (target, routed) => {
    expect(json11.route(service, request({ "x-amz-target": target }))).toEqual(routed);
  });

  it("reads the members of a body, and of none", () => {
    const headers = { "content-type": "application/x-amz-json-1.1" };
    expect(json11.members(describeThing, request(headers, '{"Name":"x"}'), world)).toEqual({ Name: "x" });
    expect(json11.members(describeThing, request(headers), world)).toEqual({});
    expect(() => json11.members(describeThing, request(headers, "nonsense"), world)).toThrow(
      SerializationError,
    );
  });

  it.each<[assumptions: Record<string, string>, answer: object]>([
    [{}, { status: 404, headers: { "x-amzn-requestid": "id" }, body: "<UnknownOperationException/>\n" }],
    [
      { "protocols.json11ContentType": "unsupported" },
      { status: 415, body: expect.stringContaining('"__type":"UnsupportedMediaTypeException"') as unknown },
    ],
  ])("answers a wrong content type as a world with the assumptions %j has it", (assumptions, answer) => {
    const chosen = { ...world, assumptions };
    let refused: unknown;
    try {
      json11.members(describeThing, request({ "content-type": "text/plain" }, "{}"), chosen);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(AwsError);
    expect(json11.refuse(refused as AwsError, "id", { service, world: chosen })).toMatchObject(answer);
  });

  it("writes times as seconds, and errors by their type", () => {
    const answer = json11.answer(service, describeThing, { At: new Date(1500), List: [new Date(0)] }, "id");
    expect(JSON.parse(String(answer.body))).toEqual({ At: 1.5, List: [0] });
    const refused = json11.refuse(new AwsError("NoSuchThing", 400, "no"), "id", { service, world });
    expect(refused).toMatchObject({ status: 400, headers: { "x-amzn-requestid": "id" } });
    expect(JSON.parse(String(refused.body))).toEqual({ __type: "NoSuchThing", message: "no" });
  });
});
