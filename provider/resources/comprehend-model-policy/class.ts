// Made of declaration.ts by `npm run generate`: change it there.
import type * as pulumi from "@pulumi/pulumi";

import type { AssumeRoleArgs } from "../../program/assume-role";
import { ModelAccessResource } from "../../program/resource";
import type { Statements } from "./policy-statements";

export interface ImporterArgs {
  /** An account, whose identities may then import as far as its own IAM lets them. */
  accountId?: pulumi.Input<string>;
  /** The ARN of a role, a user, or a session of one (`arn:aws:sts::…:assumed-role/…`). */
  principalArn?: pulumi.Input<string>;
}

/** What a program says about a {@link ComprehendModelPolicy}. It has either `importers` or `policy`. */
export interface ComprehendModelPolicyArgs {
  /**
   * The ARN of the model's version, or of a model without versions. Each version has a policy of its own. Changing
   * it replaces the policy.
   */
  resourceArn: pulumi.Input<string>;

  /**
   * Who may import the model. They are a set: their order plays no part. They are compared as `statements`, which
   * shows them in clear: to leave other people's changes alone, `ignoreChanges: ["importers", "statements"]`.
   * Changing it updates the policy in place.
   * @default none; then `policy` is needed
   */
  importers?: pulumi.Input<pulumi.Input<ImporterArgs>[]>;

  /**
   * The whole policy, an object or its JSON text, for what `importers` cannot say, such as conditions. Its only
   * action can be `comprehend:ImportModel`, its only resource this model. JSON text must not repeat a key.
   * `Principal: "*"` without a condition causes a warning. Compared by its meaning; a change updates it in place.
   * Changing it updates the policy in place.
   * @default none; then `importers` is needed
   */
  policy?: pulumi.Input<string | Record<string, unknown>>;

  /**
   * What to do when *another* policy is there already; one that means the same is always adopted, and nothing is
   * put. `"fail"` names the statements that differ; `"overwrite"` puts this one instead, with a warning that names
   * them. Changing it updates the state only.
   * @default "fail"
   */
  onExisting?: pulumi.Input<"fail" | "overwrite">;

  /**
   * What becomes of the policy when the resource is removed: deleted if it was put by this resource, which the
   * Sids of its statements say, or else the state; deleted in any case; or kept. Changing it updates the state
   * only.
   * @default "delete-if-created"
   */
  deletionPolicy?: pulumi.Input<"delete-if-created" | "delete" | "retain">;

  /**
   * The AWS Region to call, which can be no other than the model's. Changing it updates the state only.
   * @default the Region of `resourceArn`
   */
  region?: pulumi.Input<string>;

  /**
   * A role to assume for this resource, on top of the configured credentials. Another role of the same account
   * updates the state only; one of another account is refused.
   * @default none
   */
  assumeRole?: pulumi.Input<AssumeRoleArgs>;
}

/**
 * The policy of a version of a custom Comprehend model (document classifier or entity recognizer), by which its owner lets
 * other accounts import it.
 *
 * - **Create** adopts a policy that means the same; otherwise puts this one and waits until AWS shows it. What a killed
 *   run has put is recognized by its Sids.
 * - **Refresh** shows, by principal, which statement somebody has added, removed or changed; a policy that is gone, which
 *   is looked at twice, is shown as deleted.
 * - **Update** puts the policy in place, with the revision that was just read: what somebody has changed meanwhile is
 *   never overwritten unseen, but named in an error.
 * - **Delete** deletes the policy: nobody can import the model any more. What was imported stays. A policy that another
 *   resource of the run wants becomes that one's.
 *
 * Policies are compared by meaning. These make no difference: the order of statements and lists, a list of one or the thing
 * itself, an account by its id or by the ARN of its root, and Sids, which grant nothing. A statement without a Sid is sent
 * with one that marks its owner; no output shows it. AWS may answer in another form than was put.
 *
 * The deploy identity needs comprehend:PutResourcePolicy, DescribeResourcePolicy, DeleteResourcePolicy,
 * DescribeDocumentClassifier and DescribeEntityRecognizer.
 *
 * The id is the ARN of the model's version.
 *
 * @example
 * ```ts
 * const policy = new ComprehendModelPolicy("ticket-topics", {
 *   resourceArn: classifierVersionArn,
 *   importers: [{ accountId: "444455556666" }],
 * });
 * // By its source's ARN the import waits for the policy.
 * new ComprehendModelImport("ticket-topics", { sourceModelArn: policy.resourceArn }, { provider: importer });
 * ```
 * @see https://docs.aws.amazon.com/comprehend/latest/dg/custom-copy-sharing.html
 * @see https://docs.aws.amazon.com/comprehend/latest/APIReference/API_PutResourcePolicy.html
 */
export class ComprehendModelPolicy extends ModelAccessResource {
  /** The ARN of the model's version, or of a model without versions. */
  declare readonly resourceArn: pulumi.Output<string>;
  /** The AWS Region to call, which can be no other than the model's. */
  declare readonly region: pulumi.Output<string>;
  /** What the policy says, by principal, in normal form: what drift shows. */
  declare readonly statements: pulumi.Output<Statements>;
  /** The policy's JSON text, in normal form. */
  declare readonly policy: pulumi.Output<string>;
  /** AWS's id of this revision of the policy; each change makes a new one. */
  declare readonly policyRevisionId: pulumi.Output<string>;
  /** When the model got a policy, in ISO 8601. */
  declare readonly creationTime: pulumi.Output<string | undefined>;
  /** When the policy was last put, in ISO 8601. */
  declare readonly lastModifiedTime: pulumi.Output<string | undefined>;
  /** Whether an equal policy was there before this resource. */
  declare readonly adopted: pulumi.Output<boolean>;
  /** The account that owns the model. */
  declare readonly accountId: pulumi.Output<string>;

  /**
   * Reads a policy without managing it: `pulumi up` never changes it, and fails when there is none.
   * @param id the ARN of the model's version
   * @param state the role to look with, if any
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: Pick<ComprehendModelPolicyArgs, "assumeRole"> = {},
    options?: pulumi.CustomResourceOptions,
  ): ComprehendModelPolicy {
    return new ComprehendModelPolicy(name, state as ComprehendModelPolicyArgs, { ...options, id });
  }

  /** Declares the policy. */
  constructor(name: string, args: ComprehendModelPolicyArgs, options?: pulumi.CustomResourceOptions) {
    super("ComprehendModelPolicy", name, args, OUTPUTS, options);
  }
}

const OUTPUTS = [
  "resourceArn",
  "region",
  "statements",
  "policy",
  "policyRevisionId",
  "creationTime",
  "lastModifiedTime",
  "adopted",
  "accountId",
];
