/** The fields of the form, by AWS's names, in its order. */
export const FORM_FIELDS = [
  "companyName",
  "companyWebsite",
  "intendedUsers",
  "industryOption",
  "otherIndustryOption",
  "useCases",
] as const;

export type FormField = (typeof FORM_FIELDS)[number];

/** Anthropic's first-use form. All of it is confidential. */
export type Form = Readonly<Partial<Record<FormField, string>>>;
