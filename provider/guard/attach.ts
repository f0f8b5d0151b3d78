import type * as iamPolicy from "@pulumi/aws/iam/policy";
import type * as rolePolicyAttachment from "@pulumi/aws/iam/rolePolicyAttachment";
import type * as controlPolicy from "@pulumi/aws/organizations/policy";
import type * as policyAttachment from "@pulumi/aws/organizations/policyAttachment";
import * as pulumi from "@pulumi/pulumi";

import { ModelAccessError } from "../core/errors";
import { controlTargets, named } from "./check-model-guard";
import type { ModelGuardArgs } from "./model-guard-args";
import type { ModelGuardPolicies } from "./policies/model-guard";
import type { PolicyDocument } from "./policies/policy-document";

/** What was made in AWS. */
export interface Attached {
  /** The ids of the control policies, in the order of the documents. */
  readonly policyIds: pulumi.Output<string[]>;
  /** The ARNs of IAM's policies, by document. */
  readonly policyArns: pulumi.Output<Record<string, string>>;
}

/**
 * Registers the policies and their attachments.
 *
 * Control policies of a guard deny together, and statements may move from one document to another: a document that changes is
 * replaced, and Pulumi makes what is new before it deletes what is old. In between both deny, so nothing is open. What goes
 * with the guard's agreements comes after them; they are deleted last of all, since the old policies depended on them.
 */
export function attach(
  guard: pulumi.ComponentResource,
  name: string,
  args: ModelGuardArgs,
  policies: ModelGuardPolicies,
): Attached {
  const { Policy, PolicyAttachment, iam } = awsClasses();
  const { targets = {}, agreements = [], comprehendRcp, rolesProvider, tags } = args;
  const parent = guard;
  const after = { parent, dependsOn: [...agreements] };
  const tagged = tags === undefined ? {} : { tags };

  const control = (
    id: string,
    document: PolicyDocument,
    type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY",
    options: pulumi.CustomResourceOptions,
  ): pulumi.Output<string> => {
    const description = `Made by the ModelGuard ${name}`;
    const policy = new Policy(
      id,
      { type, description, content: JSON.stringify(document), ...tagged },
      options,
    );
    for (const [target, targetId] of controlTargets(targets))
      new PolicyAttachment(`${id}-${target}`, { policyId: policy.id, targetId }, { parent });
    return policy.id;
  };
  const managed = (
    id: string,
    document: PolicyDocument,
    roles: readonly pulumi.Input<string>[] | undefined,
    options: pulumi.CustomResourceOptions,
  ): Record<string, pulumi.Output<string>> => {
    if (!roles?.length) return {};
    const provider = rolesProvider === undefined ? {} : { provider: rolesProvider };
    const text = JSON.stringify(document);
    const policy = new iam.Policy(id, { policy: text, ...tagged }, { ...options, ...provider });
    for (const [role, given] of named("role", roles))
      new iam.RolePolicyAttachment(
        `${id}-${role}`,
        { role: given, policyArn: policy.arn },
        { parent, ...provider },
      );
    return { [id.slice(name.length + 1)]: policy.arn };
  };

  const hasPlace = controlTargets(targets).length > 0;
  const ids = (hasPlace ? policies.scp : []).map((document, i) =>
    control(`${name}-scp-${i}`, document, "SERVICE_CONTROL_POLICY", {
      ...after,
      replaceOnChanges: ["content"],
    }),
  );
  if (comprehendRcp)
    ids.push(control(`${name}-comprehend`, policies.comprehendRcp, "RESOURCE_CONTROL_POLICY", { parent }));
  const arns = [
    ...policies.runtime.map((document, i) =>
      managed(`${name}-runtime-${i}`, document, targets.runtimeRoles, after),
    ),
    // Who deploys needs it before there is any agreement.
    managed(`${name}-deployer`, policies.deployer, targets.deployerRoles, { parent }),
    managed(`${name}-evidence-reader`, policies.evidenceReader, targets.evidenceReaderRoles, { parent }),
  ];
  return {
    policyIds: pulumi.all(ids),
    policyArns: pulumi.all(Object.assign({}, ...arns) as Record<string, pulumi.Output<string>>),
  };
}

/* eslint-disable @typescript-eslint/no-require-imports -- @pulumi/aws is there only for who attaches; its index knows some two
   thousand modules, and these four are needed */
function awsClasses() {
  try {
    return {
      ...(require("@pulumi/aws/organizations/policy") as typeof controlPolicy),
      ...(require("@pulumi/aws/organizations/policyAttachment") as typeof policyAttachment),
      iam: {
        ...(require("@pulumi/aws/iam/policy") as typeof iamPolicy),
        ...(require("@pulumi/aws/iam/rolePolicyAttachment") as typeof rolePolicyAttachment),
      },
    };
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw thrown;
    throw new ModelAccessError(
      'a ModelGuard of mode "attach" needs @pulumi/aws, which is not installed here',
      ["npm install @pulumi/aws@7"],
    );
  }
}
