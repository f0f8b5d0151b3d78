import type { RequestListener } from "node:http";

import { GetCustomModelCommand, paginateListCustomModels } from "@aws-sdk/client-bedrock";
import { paginateListEndpoints } from "@aws-sdk/client-comprehend";
import { paginateListGrants } from "@aws-sdk/client-kms";
import { ListReceivedGrantsCommand } from "@aws-sdk/client-license-manager";
import { paginateGetResourceShares } from "@aws-sdk/client-ram";
import { afterEach, describe, expect, it } from "@jest/globals";

import type { Aws } from "#provider/aws/aws";
import type { Bounds } from "#provider/aws/clients/bounds";
import { doing, explained } from "#provider/aws/errors/explained";
import { pages } from "#provider/services/licensing/pages";
import { MEMBER, REGION } from "../../support/emulator/emulated";
import { dripping, facing, type Hostile, page } from "../../support/emulator/hostile";

const place = { region: REGION };
const MODEL = { modelIdentifier: "triage" };

const started: Hostile[] = [];

async function against(
  answer: RequestListener,
  bounds: Partial<Bounds>,
  more: Record<string, unknown> = {},
  signal?: AbortSignal,
): Promise<Hostile> {
  const hostile = await facing(answer, bounds, more, signal);
  started.push(hostile);
  return hostile;
}

afterEach(() => {
  for (const hostile of started.splice(0)) hostile.close();
});

const reasonOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "nothing failed",
    (thrown: unknown) => explained(thrown).summary,
  );

describe("a document that comes byte by byte and never ends", () => {
  it("is broken off, said so, and not asked for again", async () => {
    const { aws, asked, url } = await against(dripping, { answerSeconds: 0.3 });
    await expect(aws.download(url)).rejects.toThrow("the answer did not end within 0.3 s");
    expect(asked()).toBe(1);
  });

  it("is broken off when the run is cancelled", async () => {
    const cancelled = new AbortController();
    const { aws, asked, url, connections } = await against(dripping, {}, {}, cancelled.signal);
    const fetched = aws.download(url);
    setTimeout(() => cancelled.abort(), 50);
    await expect(fetched).rejects.toThrow("cancelled before it was done");
    expect(asked()).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await connections()).toBe(0);
  });
});

describe("an answer that comes byte by byte and never ends", () => {
  it("is broken off, said so, and not asked for again", async () => {
    const { aws, asked, connections } = await against(dripping, { answerSeconds: 0.3 });
    const read = doing("reading it", () => aws.bedrock(place).send(new GetCustomModelCommand(MODEL)));
    await expect(read).rejects.toThrow(
      /^reading it: the answer did not end within 0.3 s\n {2}Nothing is concluded.*Check the network and the proxy/,
    );
    expect(asked()).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await connections()).toBe(0);
  });

  it.each([
    ["asks whose credentials these are", {}],
    [
      "assumes a role",
      { "aws:assumeRoles": JSON.stringify([{ roleArn: `arn:aws:iam::${MEMBER}:role/deployer` }]) },
    ],
  ])("does not hold up for ever who %s", async (_what, more) => {
    const { aws } = await against(dripping, { answerSeconds: 0.2 }, more);
    expect(await reasonOf(aws.identity(place))).toBe("the answer did not end within 0.2 s");
  });

  it("is told from one that is only slow", async () => {
    const slow: RequestListener = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).write(`{"modelName":`);
      setTimeout(() => response.end(`"triage"}`), 100);
    };
    const { aws } = await against(slow, { answerSeconds: 5 });
    const { modelName } = await aws.bedrock(place).send(new GetCustomModelCommand(MODEL));
    expect(modelName).toBe("triage");
  });
});

async function count(pages: AsyncIterable<unknown>): Promise<number> {
  let seen = 0;
  for await (const _ of pages) seen += 1;
  return seen;
}

const LISTINGS: [service: string, operation: string, list: (aws: Aws) => AsyncIterable<unknown>][] = [
  ["Bedrock", "ListCustomModels", (aws) => paginateListCustomModels({ client: aws.bedrock(place) }, {})],
  [
    "RAM",
    "GetResourceShares",
    (aws) => paginateGetResourceShares({ client: aws.ram(place) }, { resourceOwner: "SELF" }),
  ],
  ["Comprehend", "ListEndpoints", (aws) => paginateListEndpoints({ client: aws.comprehend(place) }, {})],
  [
    "License Manager",
    "ListReceivedGrants",
    (aws) => pages({}, (input) => aws.licenses(place).send(new ListReceivedGrantsCommand(input))),
  ],
  ["KMS", "ListGrants", (aws) => paginateListGrants({ client: aws.kms(place) }, { KeyId: "key" })],
];

describe.each(LISTINGS)("a listing of %s (%s)", (_service, operation, list) => {
  it.each([
    ["the same one again", () => "again"],
    ["always another one", (asked: number) => `page ${asked}`],
  ])("whose pages name a further one for ever, %s, ends with an error", async (_what, token) => {
    const hostile: Hostile = await against(
      (_request, response) => void response.end(page(token(hostile.asked()))),
      { pages: 7 },
    );
    expect(await reasonOf(count(list(hostile.aws)))).toBe(
      `${operation} goes on naming further pages after 7 pages`,
    );
    expect(hostile.asked()).toBe(7);
  });

  it("may have as many pages as the limit says, each time", async () => {
    const hostile: Hostile = await against(
      (_request, response) => {
        const asked = hostile.asked();
        response.end(asked % 7 === 0 ? "{}" : page(`page ${asked}`));
      },
      { pages: 7 },
    );
    expect([await count(list(hostile.aws)), await count(list(hostile.aws))]).toEqual([7, 7]);
  });
});
