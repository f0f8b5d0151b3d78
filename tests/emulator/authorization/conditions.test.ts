import {
  CreateFoundationModelAgreementCommand,
  CreateModelCopyJobCommand,
  ListFoundationModelAgreementOffersCommand,
} from "@aws-sdk/client-bedrock";
import { ImportModelCommand } from "@aws-sdk/client-comprehend";
import { CreateGrantCommand, DescribeKeyCommand } from "@aws-sdk/client-kms";
import { SearchAgreementsCommand } from "@aws-sdk/client-marketplace-agreement";
import { EnableAWSServiceAccessCommand } from "@aws-sdk/client-organizations";
import {
  CreateResourceShareCommand,
  GetResourceSharesCommand,
  UpdateResourceShareCommand,
} from "@aws-sdk/client-ram";
import { describe, expect, it } from "@jest/globals";
import {
  ACCOUNT,
  CLASSIFIER,
  CUSTOM_MODEL,
  MEMBER,
  NEEDS_FORM,
  THIRD_PARTY,
} from "../../support/emulator/emulated";
import * as clients from "../../support/aws/clients";
import { ALL, KEY, allow, as, denied, deny, emulator, start } from "./stage";

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

it("RAM's shares are listed by whom resource-share/* is allowed", async () => {
  await start([allow("ram:GetResourceShares", `arn:aws:ram:us-east-1:${ACCOUNT}:resource-share/*`)]);
  await clients.ram(emulator, as()).send(new GetResourceSharesCommand({ resourceOwner: "SELF" }));
});
