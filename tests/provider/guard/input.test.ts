import { describe, expect, it } from "@jest/globals";

import { GuardInputError, modelGuard } from "#provider/guard/policies/index";

const ROLE = "arn:aws:iam::111122223333:role/deployer";
const SOUND = { allow: [{ provider: "anthropic" }], exemptRoles: [ROLE] };

/** What is said of what is wrong. */
function refused(args: object): readonly string[] {
  try {
    modelGuard({ ...SOUND, ...args });
  } catch (error) {
    if (!(error instanceof GuardInputError)) throw error;
    for (const { path, reason } of error.failures) expect(error.message).toContain(`${path}: ${reason}`);
    return error.failures.map(({ path, reason }) => `${path}: ${reason}`);
  }
  return [];
}

const ONE = "must have either modelId or provider";
const A_MODEL = 'must be a Bedrock base model id (provider.model, lower case), or "*" alone';
const A_ROLE = "must be the ARN of a role, arn:aws:iam::<account>:role/<path and name>";
const A_PRODUCT = "must be the id of a product in AWS Marketplace: prod-…, prodview-… or a UUID";

describe("modelGuard refuses", () => {
  it.each<[what: string, args: object, failures: readonly string[]]>([
    ["a member nobody knows", { allowed: [] }, ["allowed: is not a property here; did you mean allow?"]],
    [
      "a member nobody knows, within",
      { allow: [{ model: "a.b" }] },
      ["allow[0].model: is not a property here; did you mean modelId?"],
    ],
    ["no allow-list", { allow: undefined }, ["allow: is required; an empty list blocks every model"]],
    ["an entry of nothing", { allow: [{}] }, [`allow[0]: ${ONE}`]],
    ["an entry of both", { allow: [{ modelId: "a.b", provider: "a" }] }, [`allow[0]: ${ONE}`]],
    [
      "a way that is none",
      { allow: [{ provider: "a", via: "mantle" }] },
      ['allow[0].via: must be one of "direct", "profile", "global"'],
    ],
    ["what is no model", { allow: [{ modelId: "Claude" }] }, [`allow[0].modelId: ${A_MODEL}`]],
    ["a wildcard within", { allow: [{ modelId: "anthropic.*" }] }, [`allow[0].modelId: ${A_MODEL}`]],
    [
      "an ARN",
      { allow: [{ modelId: "arn:aws:bedrock:us-east-1::foundation-model/a.b" }] },
      ["allow[0].modelId: must be a model id such as cohere.command-r-v1:0, not an ARN"],
    ],
    [
      "a profile",
      { deny: [{ modelId: "us.anthropic.claude-x" }] },
      [
        'deny[0].modelId: is the id of an inference profile: name the model without the geography in front, with via "profile" or "global"',
      ],
    ],
    [
      "a provider that is a model",
      { allow: [{ provider: "anthropic.claude" }] },
      [
        'allow[0].provider: must be what model ids begin with, such as "anthropic"; every model is modelId "*"',
      ],
    ],
    [
      "a denial of everything",
      { deny: [{ modelId: "*" }] },
      ["deny[0]: denies every model: leave allow empty instead"],
    ],
    [
      "a way of a denial",
      { deny: [{ provider: "a", via: "direct" }] },
      ["deny[0].via: is not a property here; known are modelId, provider"],
    ],
    [
      "a provider allowed and denied",
      { deny: [{ provider: "meta" }, { provider: "anthropic" }] },
      ["deny[1]: denies all that allow[0] allows (anthropic.*): leave one of them out"],
    ],
    [
      "a model whose provider is denied",
      { allow: [{ modelId: "a.b" }], deny: [{ provider: "a" }] },
      ["deny[0]: denies all that allow[0] allows (a.b): leave one of them out"],
    ],
    [
      "a Region that does not exist",
      { regions: ["us-east-1", "eu-wst-1"] },
      ["regions[1]: is no Region of AWS; did you mean eu-west-1?"],
    ],
    [
      "a Region without Bedrock",
      { regions: ["ap-east-1"] },
      ["regions[0]: has no Amazon Bedrock: choose another Region"],
    ],
    [
      "a Region of another partition",
      { regions: ["us-gov-west-1"] },
      ["regions[0]: is not in aws, where the exempt roles are"],
    ],
    ["Regions that are none", { regions: [] }, ["regions: is empty: leave it out to allow all"]],
    [
      "a guard that locks its deployer out",
      { exemptRoles: [] },
      [
        "exemptRoles: names no role, and who is not exempt may write no agreement: whoever deploys could neither accept one nor give it back",
      ],
    ],
    ["no exempt roles", { exemptRoles: undefined }, ["exemptRoles: is required"]],
    ["a role that is a name", { exemptRoles: [ROLE, "deployer"] }, [`exemptRoles[1]: ${A_ROLE}`]],
    ["a user", { exemptRoles: ["arn:aws:iam::111122223333:user/bob"] }, [`exemptRoles[0]: ${A_ROLE}`]],
    [
      "a session",
      { exemptRoles: ["arn:aws:sts::111122223333:assumed-role/deployer/run"] },
      ["exemptRoles[0]: is a session: name its role, arn:aws:iam::<account>:role/<path and name>"],
    ],
    [
      "every role",
      { exemptRoles: ["arn:aws:iam::*:role/*"] },
      ["exemptRoles[0]: exempts every role: name the one that deploys"],
    ],
    [
      "roles of two partitions",
      { exemptRoles: [ROLE, "arn:aws-us-gov:iam::111122223333:role/deployer"] },
      ["exemptRoles[1]: is not in aws, where exemptRoles[0] is"],
    ],
    [
      "a global profile in GovCloud",
      { allow: [{ provider: "a", via: "global" }], exemptRoles: ["arn:aws-us-gov:iam::*:role/deployer"] },
      ['allow[0].via: is "global", and global profiles are in commercial Regions alone'],
    ],
    ["what is no product", { productIds: ["offer-abc"] }, [`productIds[0]: ${A_PRODUCT}`]],
    [
      "products that are none",
      { productIds: [] },
      ["productIds: is empty: leave it out to keep Subscribe to exemptRoles"],
    ],
    [
      "mantle that is false",
      { mantle: false },
      ["mantle: must be true, or be left out: then there is no inference on bedrock-mantle"],
    ],
    ["tokens that are not denied", { bearerTokens: "allow" }, ['bearerTokens: must be one of "deny"']],
    [
      "two things at once",
      { regions: "eu-west-1", mantle: 1 },
      [
        "regions: must be a list",
        "mantle: must be true, or be left out: then there is no inference on bedrock-mantle",
      ],
    ],
  ])("%s", (_what, args, failures) => {
    expect(refused(args)).toEqual(failures);
  });
});

describe("modelGuard takes", () => {
  it.each<[what: string, args: object]>([
    ["a role of every account", { exemptRoles: ["arn:aws:iam::*:role/deploy/model-deployer"] }],
    [
      "the random name of a permission set's role",
      { exemptRoles: ["arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Models_*"] },
    ],
    [
      "the three forms of product ids",
      {
        productIds: ["prod-ozonys2hmmpeu", "prodview-ozonys2hmmpeu", "b7568428-a1ab-46d8-bab3-37def50f6f6a"],
      },
    ],
    ["a model denied of an allowed provider", { deny: [{ modelId: "anthropic.claude-x" }] }],
    ["a provider denied of all", { allow: [{ modelId: "*" }], deny: [{ provider: "deepseek" }] }],
    ["a model with a version and a window", { allow: [{ modelId: "amazon.nova-2-lite-v1:0:256k" }] }],
    ["GovCloud", { exemptRoles: ["arn:aws-us-gov:iam::*:role/deployer"], regions: ["us-gov-west-1"] }],
  ])("%s", (_what, args) => {
    expect(refused(args)).toEqual([]);
  });
});
