import * as pulumi from "@pulumi/pulumi";

import { recipientsOf } from "./recipients";
import type { Provider } from "../program/provider";
import {
  ComprehendModelImport,
  type ComprehendModelImportArgs,
} from "../resources/comprehend-model-import/class";
import { ComprehendModelPolicy } from "../resources/comprehend-model-policy/class";

/** An account that gets the model, and how it imports it. */
export interface SharedComprehendModelRecipient extends Omit<
  ComprehendModelImportArgs,
  "sourceModelArn" | "region" | "assumeRole"
> {
  /** The provider of that account. The import is made in the model's Region, whatever Region the provider has. */
  provider: Provider;
}

/** What a program says about a {@link SharedComprehendModel}. */
export interface SharedComprehendModelArgs {
  /** The ARN of the model's version. Another one moves the policy and makes each recipient import anew. */
  sourceModelArn: pulumi.Input<string>;
  /** The accounts that get the model, by account id. One more imports it, one less deletes its own. */
  recipients: Record<string, SharedComprehendModelRecipient>;
  /** The model's policy, where it should say more than that the recipients may import. @default the recipients' accounts */
  policy?: pulumi.Input<string | Record<string, unknown>>;
}

/**
 * A custom Comprehend model made usable in other accounts: its owner's policy lets them import it, and each imports it.
 * The owner's provider is the component's own; each recipient brings one.
 *
 * @example
 * ```ts
 * const shared = new SharedComprehendModel(
 *   "ticket-topics",
 *   {
 *     sourceModelArn: classifierVersionArn,
 *     recipients: { "444455556666": { provider: workloads, modelName: "ticket-topics" } },
 *   },
 *   { provider: owner },
 * );
 * export const modelArns = shared.modelArns;
 * ```
 */
export class SharedComprehendModel extends pulumi.ComponentResource {
  readonly policy: ComprehendModelPolicy;
  /** The imports by account id. */
  readonly imports: Readonly<Record<string, ComprehendModelImport>>;
  /** The ARNs of the imported versions, by account id. */
  readonly modelArns: pulumi.Output<Record<string, string>>;

  /** @throws Error when an account id has not 12 digits, or an account has no provider */
  constructor(name: string, args: SharedComprehendModelArgs, options?: pulumi.ComponentResourceOptions) {
    super("model-access:index:SharedComprehendModel", name, {}, options);
    const recipients = recipientsOf(name, args.recipients);
    const region = pulumi.output(args.sourceModelArn).apply((arn) => arn.split(":")[3] ?? "");
    const importers = recipients.map(([accountId]) => ({ accountId }));
    this.policy = new ComprehendModelPolicy(
      name,
      {
        resourceArn: args.sourceModelArn,
        ...(args.policy === undefined ? { importers } : { policy: args.policy }),
      },
      { parent: this },
    );
    this.imports = Object.fromEntries(
      recipients.map(([accountId, { provider, ...own }]) => [
        accountId,
        new ComprehendModelImport(
          `${name}-${accountId}`,
          // By its source's ARN each import waits for the policy.
          { ...own, region, sourceModelArn: this.policy.resourceArn },
          { parent: this, provider },
        ),
      ]),
    );
    this.modelArns = pulumi.output(
      Object.fromEntries(
        Object.entries(this.imports).map(([accountId, { modelArn }]) => [accountId, modelArn]),
      ),
    );
    this.registerOutputs({ modelArns: this.modelArns });
  }
}
