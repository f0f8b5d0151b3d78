import { TagResourceCommand } from "@aws-sdk/client-bedrock";
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
} from "@aws-sdk/client-sts";
import { describe, expect, it } from "@jest/globals";
import { completeWorld } from "#emulator/index";
import { ACCOUNT, CUSTOM_MODEL, MEMBER } from "../../support/emulator/emulated";
import * as clients from "../../support/aws/clients";
import {
  ALL,
  ME,
  allow,
  denied,
  deny,
  emulator,
  models,
  policy,
  run,
  session,
  start,
  type Statement,
} from "./stage";

describe("a session", () => {
  const roles = {
    all: { policies: [policy(ALL)], sessionTags: true },
    bedrock: { policies: [policy(allow("bedrock:*"))] },
    tagged: {
      policies: [policy(allow("bedrock:*", "*", { StringEquals: { "aws:PrincipalTag/team": "blue" } }))],
      sessionTags: true,
    },
  };
  const ReadOnly = [{ arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }];
  const text = (...statements: Statement[]) => JSON.stringify(policy(...statements));

  it.each<[what: string, role: string, more: Partial<AssumeRoleCommandInput>, why: RegExp | undefined]>([
    ["without a policy may do what its role may", "all", {}, undefined],
    [
      "may do no more than its policy",
      "all",
      { Policy: text(allow("kms:*")) },
      /because no session policy allows/,
    ],
    [
      "may be denied something by it",
      "all",
      { Policy: text(ALL, deny("bedrock:*")) },
      /deny in a session policy$/,
    ],
    ["may do what its managed policies allow", "all", { PolicyArns: ReadOnly }, undefined],
    [
      "may do what one of several allows",
      ...(["all", { Policy: text(allow("kms:*")), PolicyArns: ReadOnly }, undefined] as const),
    ],
    [
      "may do no more than its role",
      "bedrock",
      { Policy: text(allow("bedrock:Get*")) },
      /no session policy allows/,
    ],
    ["has the tags it was given", "tagged", { Tags: [{ Key: "team", Value: "blue" }] }, undefined],
    [
      "with other tags is another",
      "tagged",
      { Tags: [{ Key: "team", Value: "red" }] },
      /no identity-based policy/,
    ],
  ])("%s", async (_what, role, more, why) => {
    await start(undefined, { accounts: { [ACCOUNT]: { roles } } });
    const who = await session(role, more);
    if (why) await expect(models(who)).rejects.toEqual(denied(why));
    else await models(who);
  });

  it("of AWS's ReadOnlyAccess may change nothing", async () => {
    await start(undefined, { accounts: { [ACCOUNT]: { roles } } });
    const who = await session("all", { PolicyArns: ReadOnly });
    const change = new TagResourceCommand({ resourceARN: CUSTOM_MODEL, tags: [] });
    await expect(clients.bedrock(emulator, who).send(change)).rejects.toEqual(
      denied("no session policy allows"),
    );
  });

  it("keeps the tags that go on in a chain", async () => {
    await start(undefined, { accounts: { [ACCOUNT]: { roles } } });
    const first = await session("all", {
      Tags: [
        { Key: "team", Value: "blue" },
        { Key: "left", Value: "behind" },
      ],
      TransitiveTagKeys: ["team"],
    });
    const RoleArn = `arn:aws:iam::${ACCOUNT}:role/tagged`;
    const { Credentials } = await clients
      .sts(emulator, first)
      .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "second" }));
    await models({ account: Credentials!.AccessKeyId!, sessionToken: Credentials!.SessionToken! });
  });

  it.each([
    ["a text that is no JSON", { Policy: "{" }, "MalformedPolicyDocumentException", "it is not JSON"],
    [
      "a policy of a resource",
      { Policy: text({ ...ALL, Principal: "*" }) },
      "MalformedPolicyDocumentException",
      "names a principal",
    ],
    [
      ...([
        "a managed policy that does not exist",
        { PolicyArns: [{ arn: `arn:aws:iam::${ACCOUNT}:policy/none` }] },
      ] as const),
      ...(["ValidationError", "does not exist"] as const),
    ],
  ] as const)("is refused with %s", async (_what, more, name, message) => {
    await start(undefined, { accounts: { [ACCOUNT]: { roles } } });
    const given = more as Partial<AssumeRoleCommandInput>;
    await expect(session("all", given)).rejects.toEqual(denied(message, name));
  });

  it("is had only by whom both sides let in: the role's trust, and the caller's own policies", async () => {
    const RoleArn = `arn:aws:iam::${MEMBER}:role/theirs`;
    const theirs = { [MEMBER]: { roles: { theirs: {}, closed: { trusts: [MEMBER] } } } };
    await start([allow("sts:AssumeRole", RoleArn)], { accounts: theirs });
    await session("theirs", {}, MEMBER, ME);
    const refused = /not authorized to perform: sts:AssumeRole on resource/;
    await expect(session("closed", {}, MEMBER, ME)).rejects.toEqual(denied(refused, "AccessDenied"));
    await expect(
      session("theirs", { RoleArn: RoleArn.replace("theirs", "none") }, MEMBER, ME),
    ).rejects.toEqual(denied(refused, "AccessDenied"));
  });

  it("of a role with a path is found by the whole ARN, and told by it", async () => {
    const exempt = { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${MEMBER}:role/platform/*` } };
    await start(undefined, {
      accounts: { [MEMBER]: { roles: { in: { path: "/platform/" }, out: {} } } },
      organization: {
        ...completeWorld().organization!,
        policies: { "p-00000001": { document: policy(deny("bedrock:*", exempt)), targets: ["r-exam"] } },
      },
    });
    await models(await session("platform/in", {}, MEMBER));
    await expect(models(await session("out", {}, MEMBER))).rejects.toEqual(denied("service control policy"));
    await expect(session("in", {}, MEMBER)).rejects.toEqual(denied("sts:AssumeRole", "AccessDenied"));
  });
});

describe("a user", () => {
  it("signs with a key of his own, and is told by his name and path", async () => {
    const mine = { StringEquals: { "aws:username": "ann" } };
    await run({
      verifySignatures: true,
      world: {
        accounts: {
          [ACCOUNT]: {
            users: {
              ann: {
                ...{ accessKeyId: ME, secretAccessKey: "secret", path: "/teams/blue/" },
                policies: [policy(allow("bedrock:*", "*", mine))],
              },
            },
          },
        },
        organization: null,
      },
    });
    const who = { account: ME, secretAccessKey: "secret" };
    const identity = await clients.sts(emulator, who).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: ACCOUNT,
      Arn: `arn:aws:iam::${ACCOUNT}:user/teams/blue/ann`,
      UserId: "AIDAIOSFODNN7EXAMPLE",
    });
    await models(who);
    await expect(models({ ...who, secretAccessKey: "another" } as never)).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
  });
});
