import {
  CreateFoundationModelAgreementCommand,
  CreateModelCopyJobCommand,
  GetCustomModelCommand,
  GetModelCopyJobCommand,
  ListCustomModelsCommand,
  ListFoundationModelAgreementOffersCommand,
  ListFoundationModelsCommand,
  TagResourceCommand,
} from "@aws-sdk/client-bedrock";
import {
  ImportModelCommand,
  ListEndpointsCommand,
  PutResourcePolicyCommand,
} from "@aws-sdk/client-comprehend";
import { CreateGrantCommand, DescribeKeyCommand } from "@aws-sdk/client-kms";
import { GetLicenseCommand } from "@aws-sdk/client-license-manager";
import { SearchAgreementsCommand } from "@aws-sdk/client-marketplace-agreement";
import { EnableAWSServiceAccessCommand, ListAccountsCommand } from "@aws-sdk/client-organizations";
import {
  CreateResourceShareCommand,
  GetResourceSharesCommand,
  UpdateResourceShareCommand,
} from "@aws-sdk/client-ram";
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
} from "@aws-sdk/client-sts";
import { afterEach, describe, expect, it } from "@jest/globals";

import { completeWorld, startEmulator, type WorldFile } from "#emulator/index";
import {
  ACCOUNT,
  CLASSIFIER,
  CUSTOM_MODEL,
  type Emulator,
  ENCRYPTED_MODEL,
  MEMBER,
  NEEDS_FORM,
  THIRD_PARTY,
} from "../support/emulated";
import * as clients from "./clients";

type Statement = Readonly<Record<string, unknown>>;
type Accounts = NonNullable<WorldFile["accounts"]>;
type World = WorldFile & { of?: string };

const policy = (...statements: Statement[]) => ({ Version: "2012-10-17", Statement: statements });
const allow = (Action: string | string[], Resource: string | string[] = "*", Condition = {}): Statement => ({
  ...{ Effect: "Allow", Action, Resource, Condition },
});
const deny = (Action: string | string[], Condition: object = {}, Resource = "*"): Statement => ({
  ...{ Effect: "Deny", Action, Resource, Condition },
});
const ALL = allow("*");

const ME = "AKIAIOSFODNN7EXAMPLE";
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-4333-8444-555555555555`;
const LICENSE = "arn:aws:license-manager::294406891311:license:l-00000000000000000000000000000000";

let emulator: Emulator;
afterEach(() => emulator.close());

/** A world in which the user `me` of the managing account has these policies, and the default world's organization. */
async function start(
  statements?: readonly Statement[],
  { of = ACCOUNT, accounts = {}, ...world }: World = {},
): Promise<void> {
  const policies = statements && [policy(...statements)];
  const me = { accessKeyId: ME, ...(policies && { policies }) };
  const both: Accounts = { [ACCOUNT]: {}, [MEMBER]: {}, ...accounts };
  emulator = await startEmulator({
    world: { ...world, accounts: { ...both, [of]: { ...both[of], users: { me, ...both[of]?.users } } } },
  });
}
const as = (account = ME) => ({ account });
const denied = (message: string | RegExp, name = "AccessDeniedException") =>
  expect.objectContaining({ name, message: expect.stringMatching(message) as unknown }) as unknown;

/** The role of that name in an account, as the session of whoever assumes it. */
async function session(name: string, more: Partial<AssumeRoleCommandInput> = {}, of = ACCOUNT, by = ACCOUNT) {
  const { Credentials } = await clients
    .sts(emulator, { account: by })
    .send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${of}:role/${name}`, RoleSessionName: "one", ...more }),
    );
  return { account: Credentials!.AccessKeyId!, sessionToken: Credentials!.SessionToken! };
}
const models = (who: { account: string; sessionToken?: string }) =>
  clients.bedrock(emulator, who).send(new ListFoundationModelsCommand({}));

describe("what policies deny is told in each service's own way:", () => {
  const user = `User: arn:aws:iam::${ACCOUNT}:user/me is not authorized to perform: `;
  const why = (action: string) => `because no identity-based policy allows the ${action} action`;
  it.each<[what: string, code: string, status: number, message: string, call: () => Promise<unknown>]>([
    [
      ...(["Bedrock, without a resource", "AccessDeniedException", 403] as const),
      `bedrock:ListCustomModels ${why("bedrock:ListCustomModels")}`,
      () => clients.bedrock(emulator, as()).send(new ListCustomModelsCommand({})),
    ],
    [
      ...(["Bedrock, with one", "AccessDeniedException", 403] as const),
      `bedrock:GetCustomModel on resource: ${CUSTOM_MODEL} ${why("bedrock:GetCustomModel")}`,
      () =>
        clients.bedrock(emulator, as()).send(new GetCustomModelCommand({ modelIdentifier: "ticket-triage" })),
    ],
    [
      ...(["Comprehend", "AccessDeniedException", 400] as const),
      `comprehend:ListEndpoints ${why("comprehend:ListEndpoints")}`,
      () => clients.comprehend(emulator, as()).send(new ListEndpointsCommand({})),
    ],
    [
      ...(["KMS", "AccessDeniedException", 400] as const),
      `kms:DescribeKey on resource: ${KEY} ${why("kms:DescribeKey")}`,
      () => clients.kms(emulator, as()).send(new DescribeKeyCommand({ KeyId: "alias/case-summary" })),
    ],
    [
      ...(["License Manager", "AuthorizationException", 400] as const),
      `license-manager:GetLicense on resource: ${LICENSE} ${why("license-manager:GetLicense")}`,
      () => clients.licenseManager(emulator, as()).send(new GetLicenseCommand({ LicenseArn: LICENSE })),
    ],
    [
      ...(["AWS Marketplace", "AccessDeniedException", 400] as const),
      `aws-marketplace:SearchAgreements on resource: * ${why("aws-marketplace:SearchAgreements")}`,
      () => clients.marketplace(emulator, as()).send(new SearchAgreementsCommand({})),
    ],
    [
      ...(["Organizations", "AccessDeniedException", 400] as const),
      `organizations:ListAccounts on resource: * ${why("organizations:ListAccounts")}`,
      () => clients.organizations(emulator, as()).send(new ListAccountsCommand({})),
    ],
    [
      ...(["RAM", "AccessDeniedException", 403] as const),
      `ram:CreateResourceShare on resource: * ${why("ram:CreateResourceShare")}`,
      () => clients.ram(emulator, as()).send(new CreateResourceShareCommand({ name: "s" })),
    ],
    [
      ...(["STS", "AccessDenied", 403] as const),
      `sts:AssumeRole on resource: arn:aws:iam::${ACCOUNT}:role/other ${why("sts:AssumeRole")}`,
      () => session("other", {}, ACCOUNT, ME),
    ],
  ])("%s", async (_what, name, httpStatusCode, message, call) => {
    await start([allow("s3:*")], { accounts: { [ACCOUNT]: { roles: { other: {} } } } });
    await expect(call()).rejects.toMatchObject({
      name,
      message: user + message,
      $metadata: { httpStatusCode },
    });
  });
});

describe("each layer of policies has its say:", () => {
  const control = (document: ReturnType<typeof policy>, target: string) => ({
    organization: {
      ...completeWorld().organization!,
      policies: { "p-00000001": { document, targets: [target] } },
    },
  });
  const NO_MODELS = policy(deny("bedrock:List*"));
  it.each<[what: string, why: RegExp | undefined, world: World, statements: Statement[] | undefined]>([
    ["a user without policies may do everything", undefined, {}, undefined],
    [
      "a denial of the user's",
      /with an explicit deny in an identity-based policy$/,
      {},
      [ALL, deny("bedrock:*")],
    ],
    [
      "a service control policy of a unit above",
      /with an explicit deny in a service control policy$/,
      { of: MEMBER, ...control(NO_MODELS, "ou-exam-workload") },
      undefined,
    ],
    ["the same over the account that manages", undefined, control(NO_MODELS, "r-exam"), undefined],
    [
      "a boundary",
      /because no permissions boundary allows the bedrock:ListFoundationModels action$/,
      {
        accounts: {
          [ACCOUNT]: { users: { me: { accessKeyId: ME, permissionsBoundary: policy(allow("kms:*")) } } },
        },
      },
      undefined,
    ],
  ])("%s", async (_what, why, world, statements) => {
    await start(statements, world);
    if (why) await expect(models(as())).rejects.toEqual(denied(why));
    else await models(as());
  });

  it("a root user of a member account is held by service control policies, and by nothing else", async () => {
    await start(undefined, {
      accounts: { [MEMBER]: { rootKey: true }, [ACCOUNT]: { rootKey: true } },
      ...control(NO_MODELS, "r-exam"),
    });
    await expect(models(as(MEMBER))).rejects.toEqual(denied("in a service control policy"));
    await models(as(ACCOUNT));
  });

  it("who one is, is told to whoever asks, whatever is denied", async () => {
    await start([deny("*")], { of: MEMBER, ...control(policy(deny("*")), "r-exam") });
    const { Arn } = await clients.sts(emulator, as()).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(`arn:aws:iam::${MEMBER}:user/me`);
  });
});

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
    emulator = await startEmulator({
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

describe("conditions are told of a call:", () => {
  const offers = new ListFoundationModelAgreementOffersCommand({ modelId: THIRD_PARTY });
  const subscribe = async (modelId = THIRD_PARTY) => {
    const { offers: [offer] = [] } = await clients
      .bedrock(emulator, { account: ACCOUNT })
      .send(new ListFoundationModelAgreementOffersCommand({ modelId }));
    return clients
      .bedrock(emulator, as())
      .send(new CreateFoundationModelAgreementCommand({ modelId, offerToken: offer!.offerToken! }));
  };
  const share = (more: object = {}) =>
    clients.ram(emulator, as()).send(new CreateResourceShareCommand({ name: "s", ...more }));
  const copy = (more: object = {}) =>
    clients
      .bedrock(emulator, as())
      .send(new CreateModelCopyJobCommand({ sourceModelArn: CUSTOM_MODEL, targetModelName: "c", ...more }));

  it.each<[what: string, condition: object, call: () => Promise<unknown>, action: string]>([
    [
      ...([
        "the product that is subscribed to",
        { "ForAnyValue:StringEquals": { "aws-marketplace:ProductId": "prod-tukx4z3hrewle" } },
      ] as const),
      ...([subscribe, "aws-marketplace:Subscribe"] as const),
    ],
    [
      ...([
        "who calls for whom",
        { StringEquals: { "aws:CalledViaLast": "bedrock.amazonaws.com" } },
      ] as const),
      ...([subscribe, "aws-marketplace:Subscribe"] as const),
    ],
    [
      ...(["a tag that is given", { StringEquals: { "aws:RequestTag/team": "red" } }] as const),
      ...([
        () => copy({ targetModelTags: [{ key: "team", value: "red" }] }),
        "bedrock:CreateModelCopyJob",
      ] as const),
    ],
    [
      ...(["which tags are given", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }] as const),
      ...([() => share({ tags: [{ key: "team", value: "red" }] }), "ram:CreateResourceShare"] as const),
    ],
    [
      ...(["the tag of a model", { StringEquals: { "aws:ResourceTag/team": "red" } }] as const),
      ...([copy, "bedrock:CreateModelCopyJob"] as const),
    ],
    [
      ...(["with whom something is shared", { StringEquals: { "ram:Principal": "777788889999" } }] as const),
      ...([() => share({ principals: [MEMBER, "777788889999"] }), "ram:CreateResourceShare"] as const),
    ],
    [
      ...([
        "what is shared",
        { StringEquals: { "ram:RequestedResourceType": "bedrock:CustomModel" } },
      ] as const),
      ...([() => share({ resourceArns: [CUSTOM_MODEL] }), "ram:CreateResourceShare"] as const),
    ],
    [
      ...([
        "that outsiders are allowed",
        { Bool: { "ram:RequestedAllowsExternalPrincipals": "true" } },
      ] as const),
      ...([share, "ram:CreateResourceShare"] as const),
    ],
    [
      ...([
        "which service is let in",
        { StringEquals: { "organizations:ServicePrincipal": "ram.amazonaws.com" } },
      ] as const),
      () =>
        clients
          .organizations(emulator, as())
          .send(new EnableAWSServiceAccessCommand({ ServicePrincipal: "ram.amazonaws.com" })),
      "organizations:EnableAWSServiceAccess",
    ],
    [
      ...([
        "on which side of an agreement",
        { StringEquals: { "aws-marketplace:PartyType": "Acceptor" } },
      ] as const),
      () =>
        clients.marketplace(emulator, as()).send(
          new SearchAgreementsCommand({
            filters: [
              { name: "PartyType", values: ["Acceptor"] },
              { name: "AgreementType", values: ["PurchaseAgreement"] },
            ],
          }),
        ),
      "aws-marketplace:SearchAgreements",
    ],
    [
      ...(["the key of a copy", { StringLike: { "comprehend:ModelKmsKey": "*" } }] as const),
      () =>
        clients.comprehend(emulator, as()).send(
          new ImportModelCommand({
            ...{ SourceModelArn: CLASSIFIER, ModelName: "copy", ModelKmsKeyId: KEY },
            DataAccessRoleArn: `arn:aws:iam::${ACCOUNT}:role/reader`,
          }),
        ),
      "comprehend:ImportModel",
    ],
    [
      ...([
        "by which alias a key is named",
        { StringEquals: { "kms:RequestAlias": "alias/case-summary" } },
      ] as const),
      () => clients.kms(emulator, as()).send(new DescribeKeyCommand({ KeyId: "alias/case-summary" })),
      "kms:DescribeKey",
    ],
    [
      ...([
        "what a grant allows",
        { "ForAnyValue:StringEquals": { "kms:GrantOperations": "Decrypt" } },
      ] as const),
      () =>
        clients.kms(emulator, as()).send(
          new CreateGrantCommand({
            ...{ KeyId: KEY, GranteePrincipal: `arn:aws:iam::${ACCOUNT}:root`, Operations: ["Decrypt"] },
          }),
        ),
      "kms:CreateGrant",
    ],
  ])("%s", async (_what, condition, call, action) => {
    const accounts = { [ACCOUNT]: { roles: { reader: {} } } };
    const customModels = { [CUSTOM_MODEL]: { modelName: "ticket-triage", tags: { team: "red" } } };
    await start([ALL, deny(action, condition)], { accounts, customModels });
    const refused = new RegExp(`perform: ${action} .*explicit deny in an identity-based policy`);
    await expect(call()).rejects.toEqual(denied(refused));
    await emulator.close();
    await start([ALL], { accounts, customModels });
    await call();
  });

  it("a policy that allows one product lets nobody subscribe to another, nor past Bedrock", async () => {
    const only = {
      "ForAnyValue:StringEquals": { "aws-marketplace:ProductId": ["prod-tukx4z3hrewle"] },
      StringEquals: { "aws:CalledViaLast": "bedrock.amazonaws.com" },
    };
    await start([allow("bedrock:*"), allow("aws-marketplace:Subscribe", "*", only)]);
    await subscribe();
    await expect(subscribe(NEEDS_FORM)).rejects.toEqual(
      denied(
        /perform: aws-marketplace:Subscribe on resource: \* because no identity-based policy allows the aws-marketplace:Subscribe action$/,
      ),
    );
  });

  it("a share's own name and tags, once it is there", async () => {
    const named = { StringEquals: { "ram:ResourceShareName": "theirs" } };
    await start([ALL, deny("ram:UpdateResourceShare", named)]);
    const rename = async (name: string) => {
      const { resourceShare } = await clients
        .ram(emulator, as())
        .send(new CreateResourceShareCommand({ name }));
      const { resourceShareArn } = resourceShare!;
      await clients
        .ram(emulator, as())
        .send(new UpdateResourceShareCommand({ resourceShareArn, name: "new" }));
    };
    await rename("mine");
    await expect(rename("theirs")).rejects.toEqual(denied("explicit deny"));
  });

  it("nothing more than its own action is asked to list offers, unless the world knows better", async () => {
    await start([allow("bedrock:ListFoundationModelAgreementOffers")]);
    await clients.bedrock(emulator, as()).send(offers);
    await emulator.close();
    await start([allow("bedrock:ListFoundationModelAgreementOffers")], {
      assumptions: { "bedrock.viewSubscriptions": "needed" },
    });
    await expect(clients.bedrock(emulator, as()).send(offers)).rejects.toEqual(
      denied("aws-marketplace:ViewSubscriptions"),
    );
  });
});

describe("a key of KMS", () => {
  const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
  const me = { AWS: `arn:aws:iam::${ACCOUNT}:user/me` };
  const other = { AWS: `arn:aws:iam::${MEMBER}:root` };
  const describeKey = () => clients.kms(emulator, as()).send(new DescribeKeyCommand({ KeyId: KEY }));

  it.each<[what: string, keys: object, own: Statement[], why: RegExp | undefined, of?: string]>([
    ["by the account, and its own policies", root, [allow("kms:*")], undefined],
    ["by the account alone", root, [allow("s3:*")], /no identity-based policy allows/],
    ["by its policy alone, naming who asks", me, [allow("s3:*")], undefined],
    ["by its policy, against a denial", me, [deny("kms:*")], /explicit deny in an identity-based policy/],
    ["by who asks alone", { AWS: `${me.AWS}s` }, [allow("kms:*")], /no resource-based policy allows/],
    ["in another account, by both", other, [allow("kms:*")], undefined, MEMBER],
    [
      "in another account, by the key alone",
      other,
      [allow("s3:*")],
      /no identity-based policy allows/,
      MEMBER,
    ],
    [
      "in another account, by its own alone",
      root,
      [allow("kms:*")],
      /no resource-based policy allows/,
      MEMBER,
    ],
  ])("is allowed %s", async (_what, Principal, own, why, of = ACCOUNT) => {
    const Statement = { ...allow("kms:*"), Principal };
    await start(own, { of, keys: { [KEY]: { aliases: ["alias/case-summary"], policy: policy(Statement) } } });
    if (why) await expect(describeKey()).rejects.toEqual(denied(why));
    else await describeKey();
  });

  it("is allowed by a grant, without any policy", async () => {
    await start([allow("s3:*")]);
    const grant = new CreateGrantCommand({
      ...{ KeyId: KEY, GranteePrincipal: me.AWS, Operations: ["DescribeKey"] },
    });
    await expect(describeKey()).rejects.toEqual(denied("no identity-based policy"));
    const { GrantToken } = await clients.kms(emulator, { account: ACCOUNT }).send(grant);
    const shown = new DescribeKeyCommand({ KeyId: KEY, GrantTokens: [GrantToken!] });
    await clients.kms(emulator, as()).send(shown);
  });

  it("that encrypts a model has to let its copier read it, by his own policies too", async () => {
    await start([allow("bedrock:*")]);
    const copy = new CreateModelCopyJobCommand({ sourceModelArn: ENCRYPTED_MODEL, targetModelName: "copy" });
    const { jobArn } = await clients.bedrock(emulator, as()).send(copy);
    const job = await clients.bedrock(emulator, as()).send(new GetModelCopyJobCommand({ jobArn }));
    expect(job).toMatchObject({ status: "InProgress" });
    await emulator.close();
    await start([allow("bedrock:*")], { assumptions: { "bedrock.copyWithoutDecrypt": "refused" } });
    await expect(clients.bedrock(emulator, as()).send(copy)).rejects.toEqual(
      denied("kms:Decrypt on resource: .* because no identity-based policy allows"),
    );
  });
});

describe("a model of Comprehend", () => {
  const importIt = () =>
    clients
      .comprehend(emulator, as())
      .send(new ImportModelCommand({ SourceModelArn: CLASSIFIER, ModelName: "copy" }));
  const models = (Principal: object) => ({
    comprehendModels: { [CLASSIFIER]: { policy: policy({ ...allow("comprehend:ImportModel"), Principal }) } },
  });
  const other = { AWS: MEMBER };
  it.each<[what: string, own: Statement[], world: World, why: RegExp | undefined]>([
    ["in its own account by either: its importer's policies", [allow("comprehend:*")], {}, undefined],
    ["in its own account by neither", [allow("s3:*")], {}, /no identity-based policy allows/],
    [
      "in its own account by either: its own",
      [allow("s3:*")],
      models({ AWS: `arn:aws:iam::${ACCOUNT}:user/me` }),
      undefined,
    ],
    ["elsewhere by both", [allow("comprehend:*")], { of: MEMBER, ...models(other) }, undefined],
    [
      "elsewhere by its own alone",
      [allow("s3:*")],
      { of: MEMBER, ...models(other) },
      /no identity-based policy/,
    ],
    [
      "elsewhere by the importer's alone",
      [allow("comprehend:*")],
      { of: MEMBER },
      /no resource-based policy/,
    ],
  ])("is imported %s", async (_what, own, world, why) => {
    await start(own, world);
    if (why) await expect(importIt()).rejects.toEqual(denied(why));
    else await importIt();
  });

  it("has its policy changed by whom it allows nothing of the sort", async () => {
    await start([allow("comprehend:PutResourcePolicy", CLASSIFIER)], models(other));
    const ResourcePolicy = JSON.stringify(policy({ ...allow("comprehend:ImportModel"), Principal: other }));
    await clients
      .comprehend(emulator, as())
      .send(new PutResourcePolicyCommand({ ResourceArn: CLASSIFIER, ResourcePolicy }));
  });
});

it("RAM's shares are listed by whom resource-share/* is allowed", async () => {
  await start([allow("ram:GetResourceShares", `arn:aws:ram:us-east-1:${ACCOUNT}:resource-share/*`)]);
  await clients.ram(emulator, as()).send(new GetResourceSharesCommand({ resourceOwner: "SELF" }));
});

describe("a world is refused", () => {
  const bad = policy({ Effect: "Allow", Action: "bedrock:*" });
  it.each<[what: string, world: WorldFile, path: string]>([
    [
      "with a policy of a role that is none",
      { accounts: { [ACCOUNT]: { roles: { r: { policies: [policy(ALL), bad] } } } } },
      `accounts.${ACCOUNT}.roles.r.policies.1: Statement[0].Resource is missing`,
    ],
    [
      "with a boundary of a user that is none",
      { accounts: { [ACCOUNT]: { users: { u: { accessKeyId: ME, permissionsBoundary: bad } } } } },
      `accounts.${ACCOUNT}.users.u.permissionsBoundary: Statement[0].Resource is missing`,
    ],
    [
      "with a control policy that is none",
      {
        organization: {
          ...completeWorld().organization!,
          policies: { "p-00000001": { document: policy({ ...ALL, Principal: "*" }), targets: [] } },
        },
      },
      "organization.policies.p-00000001.document: Statement[0] names a principal",
    ],
    [
      "with one access key for two users",
      { accounts: { [ACCOUNT]: { users: { a: { accessKeyId: ME }, b: { accessKeyId: ME } } } } },
      `accounts.${ACCOUNT}.users.b.accessKeyId: it is another user's already`,
    ],
    [
      "with maySubscribe beside policies",
      { accounts: { [ACCOUNT]: { roles: { r: { maySubscribe: false, policies: [] } } } } },
      `accounts.${ACCOUNT}.roles.r: maySubscribe and policies exclude one another`,
    ],
  ])("%s", async (_what, world, path) => {
    emulator = await startEmulator();
    expect(() => completeWorld(world)).toThrow(path);
  });
});
