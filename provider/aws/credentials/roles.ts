/** A role to assume, as `aws:assumeRoles` and a resource's `assumeRole` write it. */
export interface AssumeRole {
  readonly roleArn: string;
  readonly externalId?: string;
  readonly sessionName?: string;
  readonly durationSeconds?: number;
  readonly policy?: string;
  readonly policyArns?: readonly string[];
  readonly sourceIdentity?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
}

export interface WebIdentity extends Pick<
  AssumeRole,
  "roleArn" | "sessionName" | "durationSeconds" | "policy" | "policyArns"
> {
  readonly token?: string;
  readonly tokenFile?: string;
}
