import { ownForm } from "#emulator/services/bedrock/forms";

import { ACCOUNT, FORM, REGION } from "../../support/emulator/emulated";
import type { SimulatedAws } from "../aws";
import type { Slot } from "../slots";

/** Stands in every field of a form, and nobody may ever read it. */
export const FORM_CANARY = "canary-form-5b2d";

const place = { account: ACCOUNT, region: REGION };
const formOf = (variant: number) => ({
  ...FORM,
  companyName: `${FORM_CANARY} company ${variant % 2}`,
  useCases: `${FORM_CANARY} use case ${variant % 2}`,
});
const filed = (aws: SimulatedAws) => ownForm({ ...aws.emulated, ...place });

export const forms: readonly Slot[] = [
  {
    ...{ name: "form", type: "UseCaseSubmission", account: ACCOUNT, needs: [], variants: 2 },
    ...{ stays: true, isUnmarked: true },
    args: (variant) => ({ ...formOf(variant), onExisting: "overwrite" }),
    objects: (aws) => (filed(aws) ? ["form"] : []),
    untrue: (aws, variant) =>
      filed(aws)?.text.includes(formOf(variant).companyName) ? undefined : "AWS has another form",
    edits: [
      {
        what: "another one is filed",
        do: ({ options }) => options.incidents.formFiled(place, { ...FORM, companyName: "Another" }),
      },
    ],
    madeByHand: ({ options }) => options.incidents.formFiled(place, formOf(0)),
  },
];
