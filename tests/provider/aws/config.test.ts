import { describe, expect, it } from "@jest/globals";

import { knownKeys, readAwsConfig } from "#provider/aws/config";

const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const read = (config: Record<string, unknown>) => readAwsConfig((key) => config[key]);

describe("readAwsConfig", () => {
  it("reads text, as the stack's configuration gives it", () => {
    const { config, problems } = read({
      "aws:region": "eu-west-1",
      "aws:profile": "deploy",
      "aws:allowedAccountIds": '["111122223333"]',
      "aws:assumeRoles":
        '[{"roleArn":"arn:aws:iam::111122223333:role/a","externalId":"ee","duration":"1h30m"},{"roleArn":"arn:aws:iam::111122223333:role/b"}]',
      "aws:endpoints": '[{"bedrock":"http://b"},{"sts":"http://s"}]',
      "aws:defaultTags": '{"tags":{"team":"ml"}}',
      "aws:ignoreTags": '{"keys":["owner"]}',
      "aws:maxRetries": "3",
      "aws:useFipsEndpoint": "true",
    });
    expect(problems).toEqual([]);
    expect(config).toEqual({
      region: "eu-west-1",
      profile: "deploy",
      allowedAccountIds: ["111122223333"],
      assumeRoles: [{ roleArn: role("a"), externalId: "ee", durationSeconds: 5400 }, { roleArn: role("b") }],
      endpoints: { bedrock: "http://b", sts: "http://s" },
      defaultTags: { team: "ml" },
      ignoreTags: { keys: ["owner"], keyPrefixes: [] },
      maxRetries: 3,
      useFipsEndpoint: true,
    });
  });

  it("reads values of any type, as an explicit provider gives them", () => {
    const { config, problems } = read({
      "aws:assumeRole": { roleArn: role("a"), durationSeconds: 900 },
      "aws:endpoints": { bedrock: "http://b" },
      "aws:maxRetries": 0,
      "aws:useDualstackEndpoint": false,
    });
    expect(problems).toEqual([]);
    expect(config).toMatchObject({
      assumeRoles: [{ roleArn: role("a"), durationSeconds: 900 }],
      endpoints: { bedrock: "http://b" },
      maxRetries: 0,
      useDualstackEndpoint: false,
    });
  });

  it("prefers assumeRoles to the older assumeRole", () => {
    const config = {
      "aws:assumeRoles": JSON.stringify([{ roleArn: role("new") }]),
      "aws:assumeRole": JSON.stringify({ roleArn: role("old") }),
    };
    expect(read(config).config.assumeRoles).toEqual([{ roleArn: role("new") }]);
  });

  it.each([
    [
      { "aws:httpProxy": "http://p" },
      "aws:httpProxy is not supported: requests through a proxy are not supported",
    ],
    [{ "aws:insecure": "true" }, "aws:insecure is not supported: certificates are always verified"],
    [{ "aws:assumeRoles": "not json" }, "aws:assumeRoles must be a list"],
    [{ "aws:assumeRoles": '[{"externalId":"xx"}]' }, "aws:assumeRoles.0.roleArn is not supported or missing"],
    [
      { "aws:assumeRoles": JSON.stringify([{ roleArn: role("a"), color: "red" }]) },
      "aws:assumeRoles.0.color is not supported or missing",
    ],
    [{ "aws:allowedAccountIds": '["12"]' }, "aws:allowedAccountIds.0 must have 12 digits"],
    [{ "aws:maxRetries": "often" }, "aws:maxRetries must be a whole number, 0 or more"],
    [{ "aws:maxRetries": "-1" }, "aws:maxRetries must be a whole number, 0 or more"],
    [
      { "aws:assumeRoles": JSON.stringify([{ roleArn: "deployer" }]) },
      "aws:assumeRoles.0.roleArn must be the ARN of an IAM role",
    ],
    [
      { "aws:assumeRole": { roleArn: role("a"), durationSeconds: 60 } },
      "aws:assumeRole.durationSeconds must be from 900 to 43200 seconds",
    ],
    [
      { "aws:endpoints": { bedrock: "localhost" } },
      "aws:endpoints.bedrock must be addresses such as https://host:443",
    ],
    [{ "aws:retryMode": "wild" }, 'aws:retryMode must be "standard" or "adaptive"'],
    [
      { "aws:sharedConfigFiles": '["a","b"]' },
      "aws:sharedConfigFiles must name one file: more than one is not supported",
    ],
    [{ "aws:accessKey": "111122223333" }, "aws:accessKey and aws:secretKey must be given together"],
    [
      { "aws:assumeRoleWithWebIdentity": JSON.stringify({ roleArn: role("a") }) },
      "aws:assumeRoleWithWebIdentity needs webIdentityToken or webIdentityTokenFile",
    ],
  ])("refuses by name what it cannot honour: %j", (config, problem) => {
    expect(read(config).problems).toEqual([problem]);
  });

  it("never repeats a value in a problem", () => {
    const { problems } = read({
      "aws:assumeRoles": "hunter2",
      "aws:secretKey": "hunter2",
      "aws:maxRetries": "hunter2",
    });
    expect(problems).not.toHaveLength(0);
    expect(problems.join("\n")).not.toContain("hunter2");
  });

  it("lets harmless keys stay, and an insecure that is off", () => {
    const harmless = Object.fromEntries(knownKeys.harmless.map((key) => [`aws:${key}`, "true"]));
    expect(read({ ...harmless, "aws:insecure": "false" }).problems).toEqual([]);
  });

  it("says something about every key that pulumi-aws defines", () => {
    // The configuration of @pulumi/aws 7.
    const pulumiAws = [
      ..."accessKey allowedAccountIds assumeRoleWithWebIdentity assumeRoles customCaBundle defaultTags".split(
        " ",
      ),
      ..."ec2MetadataServiceEndpoint ec2MetadataServiceEndpointMode endpoints forbiddenAccountIds httpProxy".split(
        " ",
      ),
      ..."httpsProxy ignoreTags insecure maxRetries noProxy profile region retryMode s3UsEast1RegionalEndpoint".split(
        " ",
      ),
      ..."s3UsePathStyle secretKey sharedConfigFiles sharedCredentialsFiles skipCredentialsValidation".split(
        " ",
      ),
      ..."skipMetadataApiCheck skipRegionValidation skipRequestingAccountId stsRegion tagPolicyCompliance token".split(
        " ",
      ),
      ..."tokenBucketRateLimiterCapacity useDualstackEndpoint useFipsEndpoint userAgent".split(" "),
    ];
    const known = [...knownKeys.supported, ...knownKeys.harmless, ...knownKeys.refused];
    expect(pulumiAws.filter((key) => !known.includes(key))).toEqual([]);
  });
});
