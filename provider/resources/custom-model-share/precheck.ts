import type { Aws } from "../../aws/aws";
import { catalogue } from "../../aws/errors/catalogue";
import { decryptersOf } from "../../aws/kms/key-policy";
import { insideOf, organizationOf } from "../../aws/organization";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { customModel } from "../../services/bedrock/custom-models";
import type { Context } from "../../core/context";
import { ModelAccessError } from "../../core/errors";
import type { Inputs } from "./declaration";

type Added = Pick<Inputs, "principals" | "resourceArns">;

const ACCOUNT = /^\d{12}$/;
const ENTITY_OF_ORGANIZATION = /^arn:[^:]+:organizations::\d{12}:(?:organization|ou)\/(o-[a-z0-9]+)/;
const ENTITY_OF_ACCOUNT = /^(?:arn:[^:]+:iam::)?(\d{12})(?:$|:)/;

/**
 * Looks, before anything is written, at what AWS would refuse or nobody could use. What the caller may not see is passed
 * over: then AWS's own refusal has to tell.
 * @param added what is about to be put into the share
 * @throws ModelAccessError with what is wrong and what to do
 */
export async function precheck(added: Added, inputs: Inputs, context: Context<Aws>): Promise<void> {
  if (!inputs.allowExternalPrincipals) await requireOrganization(added, inputs, context);
  if (inputs.verifyKeyPolicies) await requireDecryption(added, inputs, context);
}

async function requireOrganization(
  { principals }: Added,
  inputs: Inputs,
  { cloud }: Context<Aws>,
): Promise<void> {
  if (principals.length === 0) return;
  const place = regionAndRoleOf(inputs);
  const organization = await organizationOf(cloud, place);
  if (organization === undefined) return;
  const refused = (why: string): ModelAccessError =>
    new ModelAccessError(why, [...catalogue.outsideOrganization.next, "Nothing was shared."]);
  if (organization === "none") throw refused("the account that owns the models is in no organization");
  for (const principal of principals) {
    const other = ENTITY_OF_ORGANIZATION.exec(principal)?.[1];
    if (other !== undefined && other !== organization.id) {
      throw refused(
        `${principal} is of another organization than the models, which are in ${organization.id}`,
      );
    }
  }
  const { accountId } = await cloud.identity(place);
  // Only who manages the organization can look into it.
  const inside = accountId === organization.managementAccountId ? await insideOf(cloud, place) : undefined;
  if (!inside) return;
  if (!inside.trustedServices.has("ram.amazonaws.com")) {
    throw refused(`resource sharing is not switched on in the organization ${organization.id}`);
  }
  const stranger = principals.find((one) => ACCOUNT.test(one) && !inside.accountIds.has(one));
  if (stranger !== undefined)
    throw refused(`account ${stranger} is not in the organization ${organization.id}`);
}

async function requireDecryption(
  { principals, resourceArns }: Added,
  inputs: Inputs,
  { cloud }: Context<Aws>,
): Promise<void> {
  const place = regionAndRoleOf(inputs);
  // A model that is added is for all principals, and a principal that is added gets all models.
  const models = principals.length > 0 ? inputs.resourceArns : resourceArns;
  const recipients = resourceArns.length > 0 ? inputs.principals : principals;
  for (const model of models) {
    // What may not be looked at decides nothing.
    const seen = await customModel(cloud.bedrock(place), model).catch(() => undefined);
    const key = seen?.modelKmsKeyArn;
    const decrypters = key === undefined ? undefined : await decryptersOf(cloud, place, key);
    if (key === undefined || !decrypters || decrypters.everybody) continue;
    const owner = key.split(":")[4];
    const others = [...decrypters.accountIds].filter((accountId) => accountId !== owner);
    const locked = recipients.find((recipient) => {
      const accountId = ENTITY_OF_ACCOUNT.exec(recipient)?.[1];
      // Which accounts an organization or a unit has is not known here.
      return accountId === undefined
        ? others.length === 0
        : !others.includes(accountId) && accountId !== owner;
    });
    if (locked === undefined) continue;
    throw new ModelAccessError(`${locked} could not copy ${model}: its key does not let it decrypt`, [
      `Allow kms:Decrypt to it in the policy of ${key}, and let the share depend on that policy`,
      "(a grant does as well). Nothing was shared.",
    ]);
  }
}
