import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { knownKeys, readAwsConfig } from "#provider/aws/config/config";

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
      { "aws:insecure": "true" },
      "aws:insecure is not supported: certificates are always verified (aws:customCaBundle names those of a company)",
    ],
    [
      { "aws:httpsProxy": "socks5://proxy:1080" },
      "aws:httpsProxy must be the address of an HTTP proxy, such as http://proxy:3128",
    ],
    [
      { "aws:endpoints": { bedrok: "http://b" } },
      "aws:endpoints.bedrok is no service; did you mean bedrock?",
    ],
    [{ "aws:endpoints": [{ STS: "http://b" }] }, "aws:endpoints.STS is no service; did you mean sts?"],
    [{ "aws:defaultTags": '{"team":"ml"}' }, "aws:defaultTags.team is not a property here; known are tags"],
    [
      { "aws:ignoreTags": '{"keyPrefix":["a"]}' },
      "aws:ignoreTags.keyPrefix is not a property here; did you mean keyPrefixes?",
    ],
    [{ "aws:allowedAccountIds": '[""]' }, "aws:allowedAccountIds[0] must have 12 digits"],
    [{ "aws:skipMetadataApiCheck": "yes" }, "aws:skipMetadataApiCheck must be true or false"],
    [{ "aws:assumeRoles": "not json" }, "aws:assumeRoles must be a list"],
    [{ "aws:assumeRoles": '[{"externalId":"xx"}]' }, "aws:assumeRoles[0].roleArn is required"],
    [
      { "aws:assumeRoles": JSON.stringify([{ roleArn: role("a"), color: "red" }]) },
      "aws:assumeRoles[0].color is not a property here; known are roleArn, sessionName, duration, durationSeconds, policy, policyArns, externalId, sourceIdentity, tags, transitiveTagKeys",
    ],
    [{ "aws:allowedAccountIds": '["12"]' }, "aws:allowedAccountIds[0] must have 12 digits"],
    [{ "aws:maxRetries": "often" }, "aws:maxRetries must be a whole number, 0 or more"],
    [{ "aws:maxRetries": "-1" }, "aws:maxRetries must be a whole number, 0 or more"],
    [
      { "aws:assumeRoles": JSON.stringify([{ roleArn: "deployer" }]) },
      "aws:assumeRoles[0].roleArn must be the ARN of an IAM role",
    ],
    [
      { "aws:assumeRole": { roleArn: role("a"), durationSeconds: 60 } },
      "aws:assumeRole.durationSeconds must be from 900 to 43200 seconds",
    ],
    [
      { "aws:endpoints": { bedrock: "localhost" } },
      "aws:endpoints.bedrock must be an address such as https://host:443",
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

  it("takes scalars in whatever form the configuration has made of them", () => {
    const { config, problems } = read({
      // As `pulumi config set --path 'aws:allowedAccountIds[0]' 111122223333` writes it.
      "aws:allowedAccountIds": "[111122223333, 1122223333]",
      "aws:forbiddenAccountIds": ["001122223333"],
      "aws:useFipsEndpoint": "True",
      "aws:useDualstackEndpoint": 0,
      "aws:maxRetries": "3",
      "aws:profile": 2024,
      "aws:assumeRoles": [
        { roleArn: role("a"), externalId: 12345, durationSeconds: "3600", tags: { center: 42, on: true } },
        { roleArn: role("b"), duration: "3600s", externalId: null, sessionName: "" },
      ],
      "aws:defaultTags": '{"tags":{"center":42,"empty":""}}',
    });
    expect(problems).toEqual([]);
    expect(config).toMatchObject({
      allowedAccountIds: ["111122223333", "001122223333"],
      forbiddenAccountIds: ["001122223333"],
      useFipsEndpoint: true,
      useDualstackEndpoint: false,
      maxRetries: 3,
      profile: "2024",
      assumeRoles: [
        {
          roleArn: role("a"),
          externalId: "12345",
          durationSeconds: 3600,
          tags: { center: "42", on: "true" },
        },
        { roleArn: role("b"), durationSeconds: 3600 },
      ],
      defaultTags: { center: "42", empty: "" },
    });
    expect(config.assumeRoles[1]).toEqual({ roleArn: role("b"), durationSeconds: 3600 });
  });

  it.each([null, "", undefined])("takes a key that is %j for one that is not set", (value) => {
    const all = [...knownKeys.supported, ...knownKeys.harmless, ...knownKeys.refused];
    const { config, problems } = read(Object.fromEntries(all.map((key) => [`aws:${key}`, value])));
    expect(problems).toEqual([]);
    expect(config).toEqual(read({}).config);
  });

  it("takes an empty list of accounts for none, as pulumi-aws does", () => {
    expect(read({ "aws:allowedAccountIds": "[]" }).config).not.toHaveProperty("allowedAccountIds");
  });

  it("finds files from the home folder on", () => {
    const file = read({ "aws:sharedConfigFiles": '["~/.aws/other"]', "aws:customCaBundle": "$HOME/ca.pem" });
    expect(file.config).toMatchObject({
      sharedConfigFile: join(homedir(), ".aws/other"),
      customCaBundle: join(process.env["HOME"]!, "ca.pem"),
    });
  });

  it("lets endpoints of other services stay, however short their names", () => {
    const endpoints = Object.fromEntries(
      ["s3", "sns", "iam", "ses", "sqs", "ssm", "bedrockagent", "bedrockruntime", "kafka"].map((name) => [
        name,
        "http://localhost:4566",
      ]),
    );
    expect(read({ "aws:endpoints": [endpoints, { sts: "" }] })).toMatchObject({
      problems: [],
      config: { endpoints },
    });
  });
});

/** A value of each key of @pulumi/aws 7.48 (its config/vars.d.ts), and what becomes of it. */
const PULUMI_AWS: Record<string, [value: unknown, becomes: object | "nothing" | "refused"]> = {
  accessKey: ["AKIA", { accessKey: "AKIA" }],
  allowedAccountIds: ["[111122223333]", { allowedAccountIds: ["111122223333"] }],
  assumeRoleWithWebIdentity: [
    { roleArn: role("w"), webIdentityToken: "t" },
    { webIdentity: { roleArn: role("w"), token: "t" } },
  ],
  assumeRoles: [[{ roleArn: role("a") }], { assumeRoles: [{ roleArn: role("a") }] }],
  customCaBundle: ["/etc/ca.pem", { customCaBundle: "/etc/ca.pem" }],
  defaultTags: [{ tags: { a: "b" } }, { defaultTags: { a: "b" } }],
  ec2MetadataServiceEndpoint: ["http://localhost", "refused"],
  ec2MetadataServiceEndpointMode: ["IPv6", "refused"],
  endpoints: [[{ bedrock: "http://b" }], { endpoints: { bedrock: "http://b" } }],
  forbiddenAccountIds: [["111122223333"], { forbiddenAccountIds: ["111122223333"] }],
  httpProxy: ["proxy:3128", { httpProxy: "http://proxy:3128" }],
  httpsProxy: ["http://proxy", { httpsProxy: "http://proxy" }],
  ignoreTags: [{ keys: ["a"] }, { ignoreTags: { keys: ["a"], keyPrefixes: [] } }],
  insecure: ["true", "refused"],
  maxRetries: ["7", { maxRetries: 7 }],
  noProxy: ["localhost", { noProxy: "localhost" }],
  profile: ["deploy", { profile: "deploy" }],
  region: ["eu-west-1", { region: "eu-west-1" }],
  retryMode: ["standard", { retryMode: "standard" }],
  s3UsEast1RegionalEndpoint: ["legacy", "nothing"],
  s3UsePathStyle: ["true", "nothing"],
  secretKey: ["secret", { secretKey: "secret" }],
  sharedConfigFiles: ['["/c"]', { sharedConfigFile: "/c" }],
  sharedCredentialsFiles: ['["/c"]', { sharedCredentialsFile: "/c" }],
  skipCredentialsValidation: ["true", "nothing"],
  skipMetadataApiCheck: ["true", { skipMetadataApiCheck: true }],
  skipRegionValidation: ["true", "nothing"],
  skipRequestingAccountId: ["true", "nothing"],
  stsRegion: ["us-west-2", { stsRegion: "us-west-2" }],
  tagPolicyCompliance: ["error", "nothing"],
  token: ["session", { token: "session" }],
  tokenBucketRateLimiterCapacity: ["100", "nothing"],
  useDualstackEndpoint: ["true", { useDualstackEndpoint: true }],
  useFipsEndpoint: ["true", { useFipsEndpoint: true }],
  userAgents: ['["a/1.0"]', "nothing"],
};

describe("a stack that is set up for @pulumi/aws", () => {
  it.each(Object.entries(PULUMI_AWS))("has aws:%s", (key, [value, becomes]) => {
    const pair =
      key === "accessKey" ? { "aws:secretKey": "s" } : key === "secretKey" ? { "aws:accessKey": "a" } : {};
    const { config, problems } = read({ ...pair, [`aws:${key}`]: value });
    if (becomes === "refused") {
      expect(problems).toEqual([expect.stringContaining(`aws:${key} is not supported: `)]);
      expect(knownKeys.refused).toContain(key);
      return;
    }
    expect(problems).toEqual([]);
    if (becomes !== "nothing") return expect(config).toMatchObject(becomes);
    expect(config).toEqual(read(pair).config);
    expect(knownKeys.harmless).toContain(key);
  });

  it("has no other key, and assumeRole alone is one more of ours: of pulumi-aws 6", () => {
    const ours = [...knownKeys.supported, ...knownKeys.harmless, ...knownKeys.refused];
    expect(ours.sort()).toEqual([...Object.keys(PULUMI_AWS), "assumeRole"].sort());
    expect(Object.keys(PULUMI_AWS)).toHaveLength(35);
  });

  it("finds all of them in the table of docs/configuration.md", () => {
    const page = readFileSync(join(__dirname, "../../../../docs/configuration.md"), "utf8");
    const rows = [...page.matchAll(/^\| `aws:(\w+)` +\| (\w+)/gm)].map(([, key, word]) => [key, word]);
    const word = (becomes: object | string) =>
      becomes === "refused" ? "refused" : becomes === "nothing" ? "nothing" : "used";
    expect(Object.fromEntries(rows)).toEqual(
      Object.fromEntries(Object.entries(PULUMI_AWS).map(([key, [, becomes]]) => [key, word(becomes)])),
    );
  });
});
