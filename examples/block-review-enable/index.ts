import * as pulumi from "@pulumi/pulumi";
import { ModelAgreement, Provider } from "pulumi-model-access";
import { ModelGuard } from "pulumi-model-access/guard";

const config = new pulumi.Config();
const workloadsRoleArn = config.require("workloadsRoleArn");

/** The models that somebody has asked for, each with what `npx pulumi-model-access terms pin` wrote after its review. */
const models: Record<string, { modelId: string; reviewedTerms: string }> = {
  "command-r": {
    modelId: "cohere.command-r-v1:0",
    reviewedTerms: "terms/cohere.command-r-v1-0.json",
  },
};

/**
 * Those that may be used. Without any, every model is blocked: that is the first station.
 * To enable one: `pulumi config set --path 'enabled[0]' command-r`; to block it again: `pulumi config rm --path 'enabled[0]'`.
 */
const enabled = (config.getObject<string[]>("enabled") ?? []).map((name) => {
  const model = models[name];
  if (!model) throw new pulumi.RunError(`enabled: ${name} is none of ${Object.keys(models).join(", ")}`);
  return { name, ...model };
});

// Agreements live in the account that uses the models.
const [, , , , accountId = ""] = workloadsRoleArn.split(":");
const workloads = new Provider("workloads", {
  region: "us-east-1",
  assumeRole: { roleArn: workloadsRoleArn },
  allowedAccountIds: [accountId],
});
const agreements = enabled.map(
  ({ name, modelId, reviewedTerms }) =>
    new ModelAgreement(name, { modelId, reviewedTerms }, { provider: workloads }),
);

// Control policies are made in the account that manages the organization: the one this program runs with.
const guard = new ModelGuard("models", {
  mode: config.require<"simulate" | "attach">("guard"),
  allow: enabled.map(({ modelId }) => ({ modelId })),
  exemptRoles: ["arn:aws:iam::*:role/model-access-deployer"],
  bearerTokens: "deny",
  targets: { organizationalUnits: [config.require("unitId")] },
  agreements,
});

export const statuses = agreements.map(({ agreementStatus }) => agreementStatus);
/** What the guard does with calls, and why: read it before anything is attached. */
export const simulation = guard.simulation.apply((calls) =>
  calls.map(
    ({ principal, call, isDenied, sids }) =>
      `${principal}: ${call}: ${isDenied ? `denied by ${sids.join(", ")}` : "not denied"}`,
  ),
);
export const sizes = guard.sizes.apply((all) =>
  all.map(({ document, characters, limit }) => `${document}: ${characters} of ${limit} characters`),
);
