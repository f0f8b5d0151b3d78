import { describe, expect, it } from "@jest/globals";

import { decide } from "#emulator/policies/layers";
import { parsePolicy } from "#emulator/policies/parse";
import { permissionsOf, type PolicyDocument, type UsedResource } from "#provider/guard/policies/index";

import {
  ACCOUNT,
  CUSTOM_MODEL,
  MEMBER,
  NEEDS_FORM,
  REGION,
  THIRD_PARTY,
  TWO_OFFERS,
} from "../../support/emulator/emulated";
import { PRODUCT } from "../../support/aws/grants";
import { actionsOf, roleIn } from "../../support/emulator/permitted";

const agreement = (modelId: string): UsedResource => ({ type: "ModelAgreement", inputs: { modelId } });
const statement = ({ Statement }: PolicyDocument, sid: string) => Statement.find(({ Sid }) => Sid === sid);
const arnOf = (account: string) => `arn:aws:sts::${account}:assumed-role/model-access-deployer/it`;

/** Whether a policy allows this, as AWS would judge. */
function allows(policy: PolicyDocument, action: string, resource: string, context = {}): boolean {
  const principal = { kind: "assumed-role", arn: arnOf(MEMBER), account: MEMBER, userId: "AROA:it" } as const;
  const identity = [parsePolicy(JSON.stringify(policy), { principal: false })];
  return decide({ principal, action, resource, context }, { identity }).isAllowed;
}

describe("permissionsOf", () => {
  it("lets who deploys subscribe through Bedrock, and only to the products that are named", () => {
    const productIds = { [THIRD_PARTY]: PRODUCT };
    const { deployer, preview, withoutProductId } = permissionsOf([agreement(THIRD_PARTY)], { productIds });
    const through = { "aws:CalledViaLast": "bedrock.amazonaws.com" };
    const subscribes = (context: object) => allows(deployer, "aws-marketplace:Subscribe", "*", context);
    expect(subscribes({ ...through, "aws-marketplace:ProductId": [PRODUCT] })).toBe(true);
    expect(subscribes({ ...through, "aws-marketplace:ProductId": [PRODUCT, "prod-another"] })).toBe(false);
    expect(subscribes(through)).toBe(false);
    expect(subscribes({ "aws-marketplace:ProductId": [PRODUCT] })).toBe(false);
    expect(
      preview.Statement.flatMap(actionsOf).filter((one) => /ubscri|Create|Delete|Put/.test(one)),
    ).toEqual([]);
    expect(withoutProductId).toEqual([]);
  });

  it("says of which models the product is missing, and asks for none where there is none", () => {
    const productIds = { [THIRD_PARTY]: PRODUCT };
    const { deployer, withoutProductId } = permissionsOf(
      [agreement(THIRD_PARTY), agreement(TWO_OFFERS), agreement("amazon.nova-micro-v1:0")],
      { productIds },
    );
    expect(withoutProductId).toEqual([TWO_OFFERS]);
    expect(JSON.stringify(statement(deployer, "Subscribe"))).not.toContain("ProductId");
    const own = permissionsOf([agreement("amazon.nova-micro-v1:0")]);
    expect(own.withoutProductId).toEqual([]);
    expect(own.deployer.Statement.flatMap(actionsOf)).not.toContain("aws-marketplace:Subscribe");
  });

  it("gives applications the models, and no subscription", () => {
    const { runtime } = permissionsOf([agreement(NEEDS_FORM)]);
    const model = `arn:aws:bedrock:eu-west-1::foundation-model/${NEEDS_FORM}`;
    expect(allows(runtime, "bedrock:InvokeModel", model)).toBe(true);
    expect(allows(runtime, "bedrock:InvokeModel", model.replace("haiku", "opus"))).toBe(false);
    const grown = {
      ...runtime,
      Statement: [...runtime.Statement, { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }],
    };
    expect(allows(grown as PolicyDocument, "aws-marketplace:Subscribe", "*")).toBe(false);
  });

  it("tells each role apart that is assumed on the way, and lets each assume the next", () => {
    const [first, second] = [roleIn(ACCOUNT, "hub"), roleIn(MEMBER)];
    const provider = {
      region: REGION,
      assumeRoles: [{ roleArn: first, tags: { team: "ml" } }, { roleArn: second }],
    };
    const { deployer, preview, roles } = permissionsOf([
      { ...agreement(THIRD_PARTY), provider },
      agreement(TWO_OFFERS),
    ]);
    expect(statement(deployer, "AssumeRole")?.Resource).toBe(first);
    expect(statement(preview, "TagSession")?.Resource).toBe(first);
    expect(statement(deployer, "Agreements")).toBeDefined();
    expect(roles.map(({ roleArn }) => roleArn)).toEqual([first, second]);
    expect(roles[0]!.deployer.Statement.map(({ Sid }) => Sid)).toEqual(["AssumeRole"]);
    expect(statement(roles[1]!.preview, "Agreements")).toBeDefined();
  });

  it("takes roles, Region and account as a stack's configuration writes them", () => {
    const configuration = {
      "aws:region": REGION,
      "aws:assumeRole": JSON.stringify({ roleArn: roleIn(MEMBER) }),
    };
    const { roles } = permissionsOf([{ type: "CustomModelCopy", inputs: { sourceModelArn: CUSTOM_MODEL } }], {
      configuration,
    });
    expect(statement(roles[0]!.deployer, "Copies")?.Resource).toBe(
      `arn:aws:bedrock:${REGION}:${MEMBER}:custom-model/amazon.nova-micro-v1:0:128k/*`,
    );
    expect(statement(roles[0]!.deployer, "CopySource")?.Resource).toBe(CUSTOM_MODEL);
  });

  it("keeps keys apart that are used in several Regions, each with a Sid of its own", () => {
    const copy = (region: string): UsedResource => ({
      type: "CustomModelCopy",
      inputs: {
        sourceModelArn: CUSTOM_MODEL,
        region,
        accountId: MEMBER,
        modelKmsKeyId: "alias/model-access",
      },
    });
    const { deployer } = permissionsOf([copy(REGION), copy("us-west-2")]);
    const sids = deployer.Statement.map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
    const keys = deployer.Statement.filter(({ Sid }) => Sid.startsWith("CopyKey"));
    expect(keys.map(({ Resource }) => Resource)).toEqual([
      `arn:aws:kms:${REGION}:${MEMBER}:key/*`,
      `arn:aws:kms:us-west-2:${MEMBER}:key/*`,
    ]);
    expect(JSON.stringify(keys[0]!.Condition)).toContain('"kms:ResourceAliases":"alias/model-access"');
  });

  it("leaves open what is not said or not known, and refuses what is none of ours", () => {
    const { deployer } = permissionsOf([{ type: "CustomModelShareAcceptance" }]);
    expect(statement(deployer, "LeaveShares")?.Resource).toBe("arn:aws:ram:*:*:resource-share/*");
    expect(() => permissionsOf([{ type: "ModelAgrement" }])).toThrow("did you mean ModelAgreement?");
    const provider = { assumeRole: { roleArn: "deployer" } };
    expect(() => permissionsOf([{ ...agreement(THIRD_PARTY), provider }])).toThrow("aws:assumeRole.roleArn");
  });

  it("makes policies that IAM takes: for every kind, with nothing said and with everything", () => {
    const all = permissionsOf([
      agreement(THIRD_PARTY),
      { type: "ComprehendModelImport" },
      { type: "getCustomModelShare" },
    ]);
    for (const policy of [all.deployer, all.preview, all.runtime]) {
      parsePolicy(JSON.stringify(policy), { principal: false });
      expect(policy.Statement.filter(({ Sid }) => !/^[A-Za-z0-9]+$/.test(Sid))).toEqual([]);
    }
  });
});
