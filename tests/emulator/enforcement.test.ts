import { GetCustomModelCommand, ListCustomModelsCommand } from "@aws-sdk/client-bedrock";
import { ListEndpointsCommand } from "@aws-sdk/client-comprehend";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { GetLicenseCommand } from "@aws-sdk/client-license-manager";
import { SearchAgreementsCommand } from "@aws-sdk/client-marketplace-agreement";
import { ListAccountsCommand } from "@aws-sdk/client-organizations";
import { CreateResourceShareCommand } from "@aws-sdk/client-ram";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, it } from "@jest/globals";
import { completeWorld, type WorldFile } from "#emulator/index";
import { ACCOUNT, CUSTOM_MODEL, MEMBER } from "../support/emulator/emulated";
import * as clients from "../support/aws/clients";
import {
  ALL,
  KEY,
  LICENSE,
  ME,
  allow,
  as,
  denied,
  deny,
  emulator,
  models,
  policy,
  session,
  start,
  type Statement,
  type World,
} from "./authorization/stage";

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
    expect(() => completeWorld(world)).toThrow(path);
  });
});
