import * as b from "@aws-sdk/client-bedrock";
import * as k from "@aws-sdk/client-kms";

import type { Send } from "./clients";

// One shape for all: what goes in may be wrong on purpose, and what comes out is judged by its row.
const viaBedrock =
  (Command: new (input: never) => object): Send =>
  (to, input) =>
    to.bedrock.send(new Command(input) as never);
const once =
  (Command: new (input: never) => object): Send =>
  (to, input) =>
    to.bedrockOnce.send(new Command(input) as never);
const viaKms =
  (Command: new (input: never) => object): Send =>
  (to, input) =>
    to.kms.send(new Command(input) as never);

/** What Bedrock is asked of custom models and their copies, and KMS of keys. */
export const copiesReads = {
  GetCustomModel: viaBedrock(b.GetCustomModelCommand),
  ListCustomModels: viaBedrock(b.ListCustomModelsCommand),
  GetModelCopyJob: viaBedrock(b.GetModelCopyJobCommand),
  ListModelCopyJobs: viaBedrock(b.ListModelCopyJobsCommand),
  "bedrock:ListTagsForResource": viaBedrock(b.ListTagsForResourceCommand),
  DescribeKey: viaKms(k.DescribeKeyCommand),
  GetKeyPolicy: viaKms(k.GetKeyPolicyCommand),
  ListAliases: viaKms(k.ListAliasesCommand),
  ListGrants: viaKms(k.ListGrantsCommand),
} satisfies Record<string, Send>;

/** What changes them. */
export const copiesWrites = {
  CreateModelCopyJob: once(b.CreateModelCopyJobCommand),
  "kms:CreateGrant": viaKms(k.CreateGrantCommand),
  RevokeGrant: viaKms(k.RevokeGrantCommand),
  DeleteCustomModel: once(b.DeleteCustomModelCommand),
  "bedrock:TagResource": once(b.TagResourceCommand),
  "bedrock:UntagResource": once(b.UntagResourceCommand),
} satisfies Record<string, Send>;
