import type * as pulumi from "@pulumi/pulumi";

/** A role that a resource's calls to AWS are made with. */
export interface AssumeRoleArgs {
  /** The ARN of the role. */
  roleArn: pulumi.Input<string>;
  /** What the role's trust policy may ask for. */
  externalId?: pulumi.Input<string | undefined>;
  /** How the session is called in CloudTrail. @default "pulumi-model-access" */
  sessionName?: pulumi.Input<string | undefined>;
}
