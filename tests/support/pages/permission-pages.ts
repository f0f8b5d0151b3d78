import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

import { permissionsOf, type RolePermissions, type UsedResource } from "#provider/guard/policies/index";

import { ACCOUNT, CLASSIFIER, CUSTOM_MODEL, ENCRYPTED_MODEL, MEMBER, REGION } from "../emulator/emulated";

const SHARE = `arn:aws:ram:${REGION}:${ACCOUNT}:resource-share/7ab63972-b505-7e2a-420d-6f5d3EXAMPLE`;

/** A resource by the page that is about it, in the account in which it works. */
const PAGES: Readonly<Record<string, UsedResource & { readonly account: string }>> = {
  "model-agreement": {
    type: "ModelAgreement",
    account: ACCOUNT,
    inputs: { modelId: "cohere.command-r-v1:0" },
  },
  "use-case-submission": { type: "UseCaseSubmission", account: ACCOUNT },
  "custom-model-share": {
    ...{ type: "CustomModelShare", account: ACCOUNT },
    inputs: { resourceArns: [CUSTOM_MODEL], verifyKeyPolicies: true },
  },
  "custom-model-share-acceptance": {
    ...{ type: "CustomModelShareAcceptance", account: MEMBER, inputs: { shareArn: SHARE } },
  },
  "custom-model-copy": {
    ...{ type: "CustomModelCopy", account: MEMBER },
    inputs: { sourceModelArn: ENCRYPTED_MODEL, modelKmsKeyId: "alias/model-access" },
  },
  "comprehend-model-policy": {
    ...{ type: "ComprehendModelPolicy", account: ACCOUNT, inputs: { resourceArn: CLASSIFIER } },
  },
  "comprehend-model-import": {
    ...{ type: "ComprehendModelImport", account: MEMBER },
    inputs: {
      sourceModelArn: CLASSIFIER,
      dataAccessRoleArn: `arn:aws:iam::${MEMBER}:role/comprehend-data-access`,
    },
  },
  "model-license-grant": { type: "ModelLicenseGrant", account: ACCOUNT },
};

export const PERMISSION_PAGES = Object.keys(PAGES);

/** The policies that a page shows. */
export function policiesOn(name: string): RolePermissions {
  const { account, ...resource } = PAGES[name]!;
  const configuration = { region: REGION, allowedAccountIds: [account] };
  const productIds = { "cohere.command-r-v1:0": "prod-tukx4z3hrewle" };
  return permissionsOf([resource], { configuration, productIds });
}

/** Whether applications use at runtime what the resource makes. A policy that only denies is the same for all. */
export const isUsedAtRuntime = ({ runtime }: RolePermissions): boolean =>
  runtime.Statement.some(({ Effect }) => Effect === "Allow");

export function pathOf(name: string): string {
  return resolve(__dirname, "../../../../docs", `${name}.md`);
}

/** What is folded away in the section "Permissions". */
export const FOLD = /<details>\n<summary>As policies[^]*?<\/details>/;

function fold(name: string): string {
  const policies = policiesOn(name);
  const { deployer, preview, runtime } = policies;
  const json = (policy: object) => ["```json", JSON.stringify(policy, undefined, 2), "```"].join("\n");
  return [
    "<details>\n<summary>As policies, to be copied</summary>",
    "For who deploys:",
    json(deployer),
    "For who runs previews, and looks for drift:",
    json(preview),
    ...(isUsedAtRuntime(policies)
      ? ["For the applications:", json(runtime)]
      : ["Applications need nothing of it."]),
    "</details>",
  ].join("\n\n");
}

/** Writes what the pages show; `npm run format` makes it look as elsewhere. */
if (require.main === module) {
  for (const name of PERMISSION_PAGES) {
    const page = readFileSync(pathOf(name), "utf8");
    if (!FOLD.test(page)) throw new Error(`docs/${name}.md has no fold for its policies`);
    writeFileSync(
      pathOf(name),
      page.replace(FOLD, () => fold(name)),
    );
  }
}
