import * as pulumi from "@pulumi/pulumi";

import { attach } from "./attach";
import { requireRoom, rulesOf } from "./check-model-guard";
import type { ModelGuardArgs } from "./model-guard-args";
import { modelGuard } from "./policies/model-guard";
import type { PolicyDocument } from "./policies/policy-document";
import { simulate, type SimulatedCall } from "./policies/simulation";
import type { PolicySize } from "./policies/sizes";

/**
 * Who may call which models, subscribe to them and open them, as policies of the organization and of roles, made with @pulumi/aws.
 *
 * To enable a model: its agreement among `agreements`, and the model in `allow`; the agreement is made first. To block it: take
 * both out; the guard closes first, and the agreement goes after that. What is changed in AWS counts there within minutes.
 *
 * @example
 * ```ts
 * const agreement = new ModelAgreement("command-r", { modelId: "cohere.command-r-v1:0" });
 * const guard = new ModelGuard("models", {
 *   mode: "attach",
 *   allow: [{ modelId: "cohere.command-r-v1:0" }],
 *   exemptRoles: ["arn:aws:iam::*:role/model-access-deployer"],
 *   targets: { organizationalUnits: ["ou-exam-workload"], runtimeRoles: ["chat"] },
 *   agreements: [agreement],
 * });
 * export const whatItDoes = guard.simulation;
 * ```
 */
export class ModelGuard extends pulumi.ComponentResource {
  /** The service control policies, each as the text that AWS takes. They belong together. */
  readonly scp: pulumi.Output<string[]>;
  /** The policies for `runtimeRoles`. */
  readonly runtime: pulumi.Output<string[]>;
  /** The policy for `deployerRoles`. */
  readonly deployer: pulumi.Output<string>;
  /** The policy for `evidenceReaderRoles`. */
  readonly evidenceReader: pulumi.Output<string>;
  /** The resource control policy that `comprehendRcp` is about. */
  readonly comprehend: pulumi.Output<string>;
  /** How many characters each document has, and may have. */
  readonly sizes: pulumi.Output<PolicySize[]>;
  /** What the control policies do, or would do, with calls of the models that the rules name, and with what opens models. */
  readonly simulation: pulumi.Output<SimulatedCall[]>;
  /** The ids of the policies in the organization: the service control policies, then that of Comprehend. Empty when simulated. */
  readonly policyIds: pulumi.Output<string[]>;
  /** The ARNs of the policies in IAM, by document, such as `runtime-0`. Empty when simulated. */
  readonly policyArns: pulumi.Output<Record<string, string>>;

  /** @throws GuardInputError with the path of what is wrong, ModelAccessError when the policies would be too long */
  constructor(name: string, args: ModelGuardArgs, options?: pulumi.ComponentResourceOptions) {
    const rules = rulesOf(name, args);
    const policies = modelGuard(rules);
    const isAttached = args.mode === "attach";
    if (isAttached) requireRoom(name, policies);
    super("model-access:guard:ModelGuard", name, {}, options);
    const { policyIds, policyArns } = isAttached
      ? attach(this, name, args, policies)
      : { policyIds: pulumi.output<string[]>([]), policyArns: pulumi.output<Record<string, string>>({}) };
    const text = (document: PolicyDocument): string => JSON.stringify(document);
    this.scp = pulumi.output(policies.scp.map(text));
    this.runtime = pulumi.output(policies.runtime.map(text));
    this.deployer = pulumi.output(text(policies.deployer));
    this.evidenceReader = pulumi.output(text(policies.evidenceReader));
    this.comprehend = pulumi.output(text(policies.comprehendRcp));
    this.sizes = pulumi.output([...policies.sizes]);
    this.simulation = pulumi.output(simulate(rules, policies));
    this.policyIds = policyIds;
    this.policyArns = policyArns;
    const { scp, runtime, deployer, evidenceReader, comprehend, sizes, simulation } = this;
    this.registerOutputs({
      ...{ scp, runtime, deployer, evidenceReader, comprehend, sizes, simulation, policyIds, policyArns },
    });
  }
}
