import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  CustomModelShare,
  getCustomModel,
  ModelAgreement,
  Provider,
  type ProviderArgs,
} from "pulumi-model-access";

type Of<T> = pulumi.Input<T | undefined>;
type Session = Record<"roleArn" | "sessionName" | "duration" | "policy", Of<string>> & {
  policyArns: Of<pulumi.Input<string>[]>;
};
/** The arguments of a Provider of @pulumi/aws 7.48, as far as they are of different types. */
type OfPulumiAws = Partial<
  Record<
    | ("accessKey" | "secretKey" | "token" | "profile" | "region" | "stsRegion" | "retryMode" | "noProxy")
    | ("customCaBundle" | "httpProxy" | "httpsProxy" | "ec2MetadataServiceEndpoint" | "tagPolicyCompliance"),
    Of<string>
  > &
    Record<
      | "allowedAccountIds"
      | "forbiddenAccountIds"
      | "sharedConfigFiles"
      | "sharedCredentialsFiles"
      | "userAgents",
      Of<pulumi.Input<string>[]>
    > &
    Record<
      | "insecure"
      | "skipMetadataApiCheck"
      | "skipRegionValidation"
      | "useFipsEndpoint"
      | "useDualstackEndpoint",
      Of<boolean>
    > & {
      maxRetries: Of<number>;
      assumeRoles: Of<
        pulumi.Input<
          Partial<
            Session &
              Record<"externalId" | "sourceIdentity", Of<string>> & {
                tags: Of<Record<string, pulumi.Input<string>>>;
                transitiveTagKeys: Of<pulumi.Input<string>[]>;
              }
          >
        >[]
      >;
      assumeRoleWithWebIdentity: Of<
        Partial<Session & Record<"webIdentityToken" | "webIdentityTokenFile", Of<string>>>
      >;
      defaultTags: Of<{ tags?: Of<Record<string, pulumi.Input<string>>> }>;
      ignoreTags: Of<{ keys?: Of<pulumi.Input<string>[]>; keyPrefixes?: Of<pulumi.Input<string>[]> }>;
      endpoints: Of<pulumi.Input<Partial<Record<"bedrock" | "sts" | "s3" | "ec2", Of<string>>>>[]>;
    }
>;

/** A provider of another package. */
class AwsProvider extends pulumi.ProviderResource {
  constructor(name: string) {
    super("aws", name, {});
  }
}

const registered: pulumi.runtime.MockResourceArgs[] = [];
beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: (args) => {
      registered.push(args);
      return { id: `${args.name}-id`, state: args.inputs as object };
    },
    call: ({ inputs }) => inputs as object,
  }),
);

const modelId = "cohere.command-r-v1:0";
const settled = (resource: pulumi.Resource): Promise<string> =>
  new Promise((resolve) => void resource.urn.apply(resolve));

describe("a Provider", () => {
  it("takes what a program has for @pulumi/aws's, and passes everything on", async () => {
    const args: OfPulumiAws = {
      region: pulumi.output("us-east-1" as string | undefined),
      profile: undefined,
      assumeRoles: [{ roleArn: "arn:aws:iam::111122223333:role/a", duration: "1h" }],
      endpoints: [{ bedrock: "http://b", s3: "http://s" }],
      httpsProxy: "http://user:password@proxy",
      skipMetadataApiCheck: true,
      skipRegionValidation: true,
    };
    // That this compiles is half of the test.
    const shared: ProviderArgs = args;
    await settled(new Provider("shared", shared));
    const { inputs } = registered.find(({ name }) => name === "shared")!;
    expect(inputs).toMatchObject({
      "aws:region": "us-east-1",
      "aws:assumeRoles": args.assumeRoles,
      "aws:skipRegionValidation": true,
    });
    expect(JSON.stringify(inputs)).toContain("4dabf18193072939515e22adb298388d");
  });

  it("refuses what neither knows", () => {
    // @ts-expect-error -- a name that is mistyped does not compile either
    expect(() => new Provider("typo", { regoin: "us-east-1" })).toThrow("did you mean region?");
    // @ts-expect-error -- nor does the name of a service
    expect(() => new Provider("typo-2", { endpoints: [{ bedrok: "http://b" }] })).not.toThrow();
  });
});

describe("a provider of another package", () => {
  it("is refused where a resource is given it, and ours is named", async () => {
    const provider = new AwsProvider("theirs");
    expect(() => new ModelAgreement("m", { modelId }, { provider })).toThrow(
      "ModelAgreement 'm' was given a provider of the package aws: give a Provider of pulumi-model-access",
    );
    const arn = "arn:aws:bedrock:us-east-1:111122223333:custom-model/x/y";
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- what the compiler lets through
    await expect(getCustomModel({ modelIdentifier: arn }, { provider })).rejects.toThrow(
      "the function was given a provider of the package aws",
    );
  });

  it("may come with a parent, beside ours", async () => {
    const ours = new Provider("ours", { region: "us-east-1" });
    class Team extends pulumi.ComponentResource {
      readonly agreement: ModelAgreement;
      readonly share: CustomModelShare;
      constructor(providers: pulumi.ProviderResource[]) {
        super("test:Team", "team", {}, { providers });
        this.agreement = new ModelAgreement("child", { modelId }, { parent: this });
        this.share = new CustomModelShare(
          "share",
          { name: "s", resourceArns: [], principals: [] },
          { parent: this, provider: ours },
        );
      }
    }
    const { agreement, share } = new Team([new AwsProvider("theirs-2"), ours]);
    await Promise.all([settled(agreement), settled(share)]);
    const own = registered.find(({ name }) => name === "child")!;
    expect(own.provider).toMatch(/::ours-id$|::ours::/);
  });
});
