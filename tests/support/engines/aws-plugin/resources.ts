import { randomBytes } from "node:crypto";

import { BedrockClient } from "@aws-sdk/client-bedrock";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand as CreateManagedPolicy,
  CreatePolicyVersionCommand,
  DeletePolicyCommand as DeleteManagedPolicy,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  IAMClient,
  ListPolicyVersionsCommand,
} from "@aws-sdk/client-iam";
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
  type PolicyType,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";

import type { Props } from "../plugin-server";
import { BEDROCK_KINDS } from "./bedrock";

type Texts = Record<string, string>;

export interface Clients {
  readonly bedrock: BedrockClient;
  readonly organizations: OrganizationsClient;
  readonly iam: IAMClient;
}

/** One resource of @pulumi/aws, as far as tests need it. */
export interface Kind {
  /** What a change replaces. */
  readonly replaces: readonly string[];
  /** The input that is made of the resource's name when a program gives none. */
  readonly autonamed?: string;
  create(inputs: Props, clients: Clients): Promise<{ id: string; outputs?: Props }>;
  /** What is there, as inputs; undefined when it is gone. */
  read(id: string, inputs: Props, clients: Clients): Promise<Props | undefined>;
  update?(id: string, inputs: Props, clients: Clients): Promise<void>;
  delete(id: string, inputs: Props, clients: Clients): Promise<void>;
}

const ENDPOINT = process.env["AWS_ENDPOINT_URL"];

/** A provider's configuration, or who the environment says. */
export function clientsFor({ accessKey, secretKey, region = "us-east-1" }: Texts): Clients {
  const credentials =
    accessKey === undefined ? undefined : { accessKeyId: accessKey, secretAccessKey: secretKey ?? "test" };
  const settings = {
    region,
    ...(ENDPOINT !== undefined && { endpoint: ENDPOINT }),
    ...(credentials && { credentials }),
  };
  return {
    bedrock: new BedrockClient(settings),
    organizations: new OrganizationsClient(settings),
    iam: new IAMClient(settings),
  };
}

export const KINDS: Readonly<Record<string, Kind>> = {
  ...BEDROCK_KINDS,
  "aws:organizations/policy:Policy": {
    replaces: ["name", "type"],
    autonamed: "name",
    async create(inputs, { organizations }) {
      const { name: Name, content: Content, description: Description = "", type, tags } = inputs as Texts;
      const Type = type as PolicyType;
      const made = await organizations.send(
        new CreatePolicyCommand({ Name, Content, Description, Type, Tags: tagsOf(tags) }),
      );
      const { Id, Arn } = made.Policy!.PolicySummary!;
      return { id: Id!, outputs: { arn: Arn } };
    },
    async read(PolicyId, inputs, { organizations }) {
      const found = await unlessGone(organizations.send(new DescribePolicyCommand({ PolicyId })));
      return found && { ...inputs, content: found.Policy!.Content };
    },
    async update(PolicyId, inputs, { organizations }) {
      const { content: Content, description: Description } = inputs as Texts;
      await organizations.send(new UpdatePolicyCommand({ PolicyId, Content, Description }));
    },
    async delete(PolicyId, _inputs, { organizations }) {
      await unlessGone(organizations.send(new DeletePolicyCommand({ PolicyId })));
    },
  },
  "aws:organizations/policyAttachment:PolicyAttachment": {
    replaces: ["policyId", "targetId"],
    async create(inputs, { organizations }) {
      const { policyId: PolicyId, targetId: TargetId } = inputs as Texts;
      await organizations.send(new AttachPolicyCommand({ PolicyId, TargetId }));
      return { id: `${TargetId}:${PolicyId}` };
    },
    async read(_id, inputs, { organizations }) {
      const { policyId: PolicyId, targetId } = inputs as Texts;
      const found = await unlessGone(organizations.send(new ListTargetsForPolicyCommand({ PolicyId })));
      return found?.Targets!.some(({ TargetId }) => TargetId === targetId) ? inputs : undefined;
    },
    async delete(_id, inputs, { organizations }) {
      const { policyId: PolicyId, targetId: TargetId } = inputs as Texts;
      await unlessGone(organizations.send(new DetachPolicyCommand({ PolicyId, TargetId })));
    },
  },
  "aws:iam/policy:Policy": {
    replaces: ["name", "path", "description"],
    autonamed: "name",
    async create(inputs, { iam }) {
      const { name: PolicyName, policy: PolicyDocument, tags } = inputs as Texts;
      const made = await iam.send(
        new CreateManagedPolicy({ PolicyName, PolicyDocument, Tags: tagsOf(tags) }),
      );
      const { Arn } = made.Policy!;
      return { id: Arn!, outputs: { arn: Arn } };
    },
    async read(PolicyArn, inputs, { iam }) {
      return (await unlessGone(iam.send(new GetPolicyCommand({ PolicyArn })))) && inputs;
    },
    async update(PolicyArn, inputs, { iam }) {
      const { policy: PolicyDocument } = inputs as Texts;
      const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
      const oldest = Versions.length < 5 ? undefined : Versions.findLast((one) => !one.IsDefaultVersion);
      if (oldest) await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: oldest.VersionId }));
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
    },
    async delete(PolicyArn, _inputs, { iam }) {
      const versions = await unlessGone(iam.send(new ListPolicyVersionsCommand({ PolicyArn })));
      for (const { VersionId, IsDefaultVersion } of versions?.Versions ?? [])
        if (!IsDefaultVersion) await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
      await unlessGone(iam.send(new DeleteManagedPolicy({ PolicyArn })));
    },
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    replaces: ["role", "policyArn"],
    async create(inputs, { iam }) {
      const { role: RoleName, policyArn: PolicyArn } = inputs as Texts;
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      return { id: `${RoleName}-${randomBytes(8).toString("hex")}` };
    },
    read: async (_id, inputs) => inputs,
    async delete(_id, inputs, { iam }) {
      const { role: RoleName, policyArn: PolicyArn } = inputs as Texts;
      await unlessGone(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
    },
  },
};

const GONE = /^(NoSuchEntity|PolicyNotFound|PolicyNotAttached|TargetNotFound)/;

async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    if (GONE.test((thrown as Error).name)) return undefined;
    throw thrown;
  }
}

function tagsOf(tags: unknown): { Key: string; Value: string }[] {
  return Object.entries((tags ?? {}) as Texts).map(([Key, Value]) => ({ Key, Value }));
}
