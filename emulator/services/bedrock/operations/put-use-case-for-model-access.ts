import { assume } from "../../../behaviours/assumptions";
import { type Call, operation } from "../../../operation/operation";
import { blob, required } from "../../../validation/shapes";
import { formKey, formTable, ownForm } from "../forms";
import { refusals } from "../refusals";

const resubmission = assume("bedrock.resubmission", "a second form replaces the first (reports differ)", {
  refused: "it is refused",
  ignored: "it is accepted, and the first one stays",
});
const encodedTwice = assume(
  "bedrock.formEncodedTwice",
  "a form that was encoded once too often is refused (one guide says so)",
  { accepted: "it is taken for what is in it" },
);
const siteWithoutScheme = assume("bedrock.siteWithoutScheme", "companyWebsite may be any text", {
  refused: "one that does not begin with https:// or http:// is refused",
});

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
      source: "community",
      what: "all six fields have to be there; companyName and companyWebsite must not be empty; intendedUsers is 0, 1 or 2 and no word",
    },
    resubmission,
    encodedTwice,
    siteWithoutScheme,
  ],
  run({ formData }, call) {
    if (call.world.accounts[call.account]!.internal) throw refusals.internalAccount();
    requireForm(formData.toString("utf8"), call);
    const present = ownForm(call);
    if (present && resubmission.is("refused", call)) throw refusals.formFiled();
    if (!present || !resubmission.is("ignored", call)) {
      formTable(call.store).set(formKey(call), { text: formData.toString("utf8"), at: call.clock.now() });
    }
    return {};
  },
});

function requireForm(text: string, call: Call): void {
  const isEncoded = encodedTwice.is("accepted", call) && parseForm(text) === undefined;
  const fields = parseForm(isEncoded ? Buffer.from(text, "base64").toString("utf8") : text);
  const values = new Map(Object.entries(fields ?? {}).map(([name, value]) => [name, textOf(value)]));
  const isComplete = Object.entries(LIMITS).every(([name, limit]) => {
    const value = values.get(name);
    return value !== undefined && value.length <= limit;
  });
  const site = values.get("companyWebsite");
  const isUsable =
    Boolean(values.get("companyName")) &&
    Boolean(site) &&
    /^[012]$/.test(values.get("intendedUsers") ?? "") &&
    (!siteWithoutScheme.is("refused", call) || /^https?:\/\//.test(site ?? ""));
  if (!isComplete || !isUsable) throw refusals.badForm();
}

/** Clients write numbers where AWS writes text. */
function textOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function parseForm(text: string): object | undefined {
  try {
    const parsed = JSON.parse(text) as unknown;
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined; // no JSON, so no form
  }
}
