import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
} from "@aws-sdk/client-sts";
import { afterEach, describe, expect, it } from "@jest/globals";

import { startEmulator, type WorldFile } from "#emulator/index";
import { ACCOUNT, type Emulator } from "../support/emulator/emulated";
import { webIdentityToken } from "../support/aws/web-identity";
import { sts } from "../support/aws/clients";

let emulator: Emulator;
afterEach(() => emulator.close());

type Account = NonNullable<WorldFile["accounts"]>[string];

/** A world of one account with a role `plain` and others. */
async function start({ roles, ...account }: Account = {}): Promise<void> {
  const accounts = { [ACCOUNT]: { ...account, roles: { plain: {}, ...roles } } };
  emulator = await startEmulator({ world: { accounts, organization: null } });
}

const arn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const assume = (name: string, more: Partial<AssumeRoleCommandInput> = {}, as = {}) =>
  sts(emulator, as).send(new AssumeRoleCommand({ RoleArn: arn(name), RoleSessionName: "test", ...more }));
const ALL = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "*", Resource: "*" },
});
const tag = (Key: string) => ({ Key, Value: "v" });

describe("a role cannot be assumed", () => {
  it.each([
    ["nothing-valid-in-here"],
    ["arn::b:::something/test-role"],
    ["arn:a:a::aaaaaaaaaa:"],
    ["arn:a:::something/test-role"],
  ])("by an ARN that is none: %s", async (RoleArn) => {
    await start();
    await expect(assume("plain", { RoleArn })).rejects.toMatchObject({
      name: "ValidationError",
      message: `${RoleArn} is invalid`,
    });
  });

  it("by the root user of an account", async () => {
    await start({ rootKey: true });
    const me = await sts(emulator).send(new GetCallerIdentityCommand({}));
    expect(me).toMatchObject({ UserId: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:root` });
    await expect(assume("plain")).rejects.toMatchObject({
      name: "AccessDenied",
      message: "Roles may not be assumed by root accounts.",
    });
  });

  it("for longer than it allows", async () => {
    await start({ roles: { long: { maxSessionDuration: 7200 } } });
    await expect(assume("plain", { DurationSeconds: 3601 })).rejects.toMatchObject({
      name: "ValidationError",
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    });
    await assume("long", { DurationSeconds: 7200 });
  });

  it("with tags that its trust policy does not allow", async () => {
    await start();
    await expect(assume("plain", { Tags: [tag("team")] })).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: arn:aws:iam::${ACCOUNT}:user/emulated is not authorized to perform: sts:TagSession on resource: ${arn("plain")}`,
    });
  });

  it.each([
    [{ Tags: [tag("team"), tag("Team")] }, /^Duplicate tag keys found/],
    [{ Tags: [tag("team")], TransitiveTagKeys: ["cost"] }, /^The specified transitive tag key must be/],
    [{ TransitiveTagKeys: ["cost"] }, /^The specified transitive tag key must be/],
  ])("with %j", async (tags, message) => {
    await start({ roles: { tagged: { sessionTags: true } } });
    const refused = { name: "InvalidParameterValue", message: expect.stringMatching(message) as unknown };
    await expect(assume("tagged", tags)).rejects.toMatchObject(refused);
  });
});

it("a transitive tag goes on to the next role, which must allow tags and cannot have another value for it", async () => {
  await start({ roles: { first: { sessionTags: true }, second: { sessionTags: true } } });
  const { Credentials } = await assume("first", { Tags: [tag("Team")], TransitiveTagKeys: ["Team"] });
  const as = { account: Credentials!.AccessKeyId!, sessionToken: Credentials!.SessionToken! };
  await expect(assume("second", { Tags: [tag("team")] }, as)).rejects.toThrow(
    /conflicts with a transitive tag key from the calling session/,
  );
  await expect(assume("plain", {}, as)).rejects.toThrow(/sts:TagSession/);
  await assume("second", { Tags: [tag("other")], TransitiveTagKeys: [] }, as);
});

describe("a web identity", () => {
  const claims = { iss: "https://token.example.com", sub: "me", aud: ["a", "b"] };
  const as = (WebIdentityToken: string, name = "plain") =>
    sts(emulator).send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: arn(name),
        RoleSessionName: "test",
        WebIdentityToken,
      }),
    );

  it("is told what its token says", async () => {
    await start();
    expect(await as(webIdentityToken(claims))).toMatchObject({
      SubjectFromWebIdentityToken: "me",
      Audience: "a",
      Provider: "https://token.example.com",
    });
  });

  it.each([
    ["no-token-at-all"],
    ["a.b.c"],
    [webIdentityToken([])],
    ["e30.bnVsbA.e30"],
    [webIdentityToken({ sub: "me" })],
  ])("is none without a token that can be read: %s", async (token) => {
    await start();
    await expect(as(token)).rejects.toMatchObject({
      name: "InvalidIdentityTokenException",
      message:
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    });
  });

  it("that has expired is refused with a code of its own", async () => {
    await start();
    await expect(as(webIdentityToken({ ...claims, exp: 1_753_089_571 }))).rejects.toMatchObject({
      name: "ExpiredTokenException",
      message: expect.stringMatching(
        /^Token expired: current date\/time \d+ must be before the expiration date\/time 1753089571$/,
      ) as unknown,
    });
  });

  it("must be of an issuer that the account knows and the role trusts", async () => {
    const roles = { other: { trustedIssuers: [] } };
    await start({ identityProviders: ["https://token.example.com"], roles });
    await as(webIdentityToken(claims));
    await expect(as(webIdentityToken({ ...claims, iss: "https://x.example.com" }))).rejects.toMatchObject({
      name: "InvalidIdentityTokenException",
      message: "No OpenIDConnect provider found in your account for https://x.example.com",
    });
    for (const name of ["other", "missing"]) {
      await expect(as(webIdentityToken(claims), name)).rejects.toMatchObject({
        name: "AccessDenied",
        message: "Not authorized to perform sts:AssumeRoleWithWebIdentity",
      });
    }
  });
});

it.each<[assumptions: Record<string, string>, told: string[]]>([
  [{}, ["PackedPolicySize", "SessionTokenUtilization"]],
  [{ "sts.tokenUtilization": "absent" }, ["PackedPolicySize"]],
  [{ "sts.tokenUtilization": "instead" }, ["SessionTokenUtilization"]],
])("the size of a session is told as a world with the assumptions %j has it", async (assumptions, told) => {
  emulator = await startEmulator({ world: { assumptions } });
  const answer = await assume("model-access-deployer", { Policy: ALL });
  const others = new Set(["$metadata", "Credentials", "AssumedRoleUser"]);
  expect(
    Object.keys(answer)
      .filter((name) => !others.has(name))
      .sort(),
  ).toEqual(told);
});
