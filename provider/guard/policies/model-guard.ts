import type { ModelGuardRules } from "./rules";
import { GuardInputError, whatIsWrong } from "./check-rules";
import { type CallContext, explainer, type Explanation } from "./explain";
import { comprehendPolicy, deployerPolicy, evidencePolicy, runtimeStatements } from "./identity";
import { partitionOfRoles } from "./models";
import type { PolicyDocument } from "./policy-document";
import { scpStatements } from "./scp";
import { assertSize, charactersOf, ROOM, type PolicySize, split } from "./sizes";

/** Policies that say the same of the same models, for each place where AWS takes one. */
export interface ModelGuardPolicies {
  /** Service control policies, for a root, a unit or an account; all of them belong together. FullAWSAccess stays beside them. */
  readonly scp: readonly PolicyDocument[];
  /** Managed policies of IAM for who calls models: the allowed ones, and no subscription. All of them belong together. */
  readonly runtime: readonly PolicyDocument[];
  /** A managed policy for the roles in `exemptRoles`: agreements, forms, and subscriptions through Bedrock. */
  readonly deployer: PolicyDocument;
  /** A managed policy for who reads what was accepted, and its licences. */
  readonly evidenceReader: PolicyDocument;
  /** A resource control policy: nobody outside the organization imports its Comprehend models. */
  readonly comprehendRcp: PolicyDocument;
  readonly sizes: readonly PolicySize[];
  /**
   * What the control policies say of one authorisation: one call may need several, as one through a profile does.
   * @param principal the ARN of a role, a user or a session; a role with a path is known by its own ARN alone
   * @param action such as `bedrock:InvokeModel`
   * @param resource the ARN of what it is done with, or `*`
   * @param context keys of conditions, such as `bedrock:InferenceProfileArn`
   */
  readonly explain: (
    principal: string,
    action: string,
    resource: string,
    context?: CallContext,
  ) => Explanation;
}

/**
 * Who may call which models of Amazon Bedrock, and who may open them, as policies. Nothing is asked of AWS, and nothing is attached.
 * Listing and reading, custom, imported and provisioned models, guardrails and the exempt roles' agreements go on as they were.
 * @throws GuardInputError with the path of what is wrong, ModelAccessError when the policies would be too long
 */
export function modelGuard(args: ModelGuardRules): ModelGuardPolicies {
  const failures = whatIsWrong(args);
  if (failures.length > 0) throw new GuardInputError(failures);
  const scp = split(scpStatements(args), ROOM.scp);
  const runtime = split(runtimeStatements(args, partitionOfRoles(args.exemptRoles)), ROOM.managed);
  const deployer = deployerPolicy(args);
  assertSize(deployer, ROOM.managed, "productIds", "the policy deployer");
  const evidenceReader = evidencePolicy();
  const comprehendRcp = comprehendPolicy();
  const sizes = [
    ...scp.map((document, i) => sizeOf(`scp[${i}]`, document, ROOM.scp.characters)),
    ...runtime.map((document, i) => sizeOf(`runtime[${i}]`, document, ROOM.managed.characters)),
    sizeOf("deployer", deployer, ROOM.managed.characters),
    sizeOf("evidenceReader", evidenceReader, ROOM.managed.characters),
    sizeOf("comprehendRcp", comprehendRcp, ROOM.rcp.characters),
  ];
  return { scp, runtime, deployer, evidenceReader, comprehendRcp, sizes, explain: explainer(scp) };
}

function sizeOf(document: string, policy: PolicyDocument, limit: number): PolicySize {
  return { document, characters: charactersOf(policy), limit };
}
