import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";

/** A first-use form as it was put: the text of the blob after one decoding. Times are emulated milliseconds. */
export interface FiledForm {
  readonly text: string;
  readonly at: number;
}

export const formTable = (store: Store) => store.table<FiledForm>("bedrock/use-case-forms");

export const inheritedForm = assume(
  "bedrock.inheritedForm",
  "a member of an organization reads the form of the management account as its own",
  { hidden: "it counts for the member, who cannot read it" },
);

type Where = Pick<Call, "account" | "region" | "world" | "store" | "clock">;

/** A form holds in all Regions, except that opt-in Regions want one of their own. */
export function formKey(where: Where): string {
  return `${where.account}/${isOptIn(where) ? where.region : "global"}`;
}

export function isOptIn({ region, world }: Where): boolean {
  return world.regions[region]?.optIn === true;
}

/** The account's own form. Of one that the world declares as filed nobody knows the content. */
export function ownForm(where: Where): FiledForm | undefined {
  const filed = formTable(where.store).get(formKey(where));
  if (filed) return filed;
  const declared = where.world.accounts[where.account]?.useCaseFormFiled;
  return declared && !isOptIn(where) ? { text: DECLARED, at: 0 } : undefined;
}

/** The form that an account reads. */
export function shownForm(where: Where): FiledForm | undefined {
  return ownForm(where) ?? (inheritedForm.is("hidden", where) ? undefined : formOfManagement(where));
}

/** The form that the organization's management account has filed for its members. */
function formOfManagement(where: Where): FiledForm | undefined {
  const { organization } = where.world;
  const isMember = organization?.organizationalUnits.some(({ accounts }) => accounts.includes(where.account));
  if (!organization || !isMember) return undefined;
  return ownForm({ ...where, account: organization.managementAccountId });
}

/** Whether a provider that wants the form is content with what is filed by now. */
export function isFormInEffect(where: Where): boolean {
  if (where.world.accounts[where.account]?.internal) return true;
  const delay = where.world.useCaseForm.effectiveAfterSeconds * 1000;
  return [ownForm(where), formOfManagement(where)].some(
    (form) => form && where.clock.now() >= form.at + delay,
  );
}

const DECLARED = JSON.stringify({
  companyName: "Example Corp",
  companyWebsite: "https://www.example.com",
  intendedUsers: "0",
  industryOption: "Technology",
  otherIndustryOption: "",
  useCases: "Declared by the world file",
});
