import { operation } from "../../operation";
import { blob, required } from "../../validation/shapes";
import { formKey, formTable, ownForm } from "./forms";
import { refusals } from "./refusals";

/** The longest each field may be. */
const LIMITS: Readonly<Record<string, number>> = {
  companyName: 128,
  companyWebsite: 128,
  intendedUsers: 1,
  industryOption: 128,
  otherIndustryOption: 128,
  useCases: 8192,
};

export const putUseCaseForModelAccess = operation({
  name: "PutUseCaseForModelAccess",
  access: "write",
  http: { method: "POST", path: "/use-case-for-model-access", status: 201 },
  input: { formData: required(blob({ min: 10, max: 16_384 })) },
  behaviours: [
    { source: "botocore", what: "an accepted form is answered with 201 and an empty body" },
    {
      source: "docs",
      what: "the form holds for the account in all Regions; opt-in Regions want one of their own",
    },
    {
      source: "community-single",
      what: "a second form replaces the first; a world can say useCaseForm.resubmission: refuse or ignore (reports differ)",
    },
    { source: "assumed", what: "a form that was encoded once too often is accepted" },
  ],
  run({ formData }, call) {
    if (call.world.accounts[call.account]!.internal) throw refusals.internalAccount();
    const fields = parseForm(formData.toString("utf8"));
    if (!fields) throw refusals.badForm();
    const isValid = (name: string, limit: number): boolean => {
      const value = fields[name];
      if (value === undefined) return name === "otherIndustryOption";
      return (typeof value === "string" || typeof value === "number") && String(value).length <= limit;
    };
    const isComplete = Object.entries(LIMITS).every(([name, limit]) => isValid(name, limit));
    if (!isComplete || !/^[012]$/.test(String(fields["intendedUsers"]))) throw refusals.badForm();
    const present = ownForm(call);
    const { resubmission } = call.world.useCaseForm;
    if (present && resubmission === "refuse") throw refusals.formFiled();
    if (!present || resubmission === "overwrite") {
      formTable(call.store).set(formKey(call), { text: formData.toString("utf8"), at: call.clock.now() });
    }
    return {};
  },
});

function parseForm(text: string): Record<string, unknown> | undefined {
  for (const candidate of [text, Buffer.from(text, "base64").toString("utf8")]) {
    try {
      const parsed = JSON.parse(candidate) as unknown;
      if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
        return parsed as Record<string, unknown>;
      }
    } catch {
      // The next candidate may be the one.
    }
  }
  return undefined;
}
