import { defaultWorld, type WorldFile } from "#emulator/index";

import { CUSTOM_MODEL, REGION } from "../support/emulator/emulated";

/** The second Region of the programs, and a custom model there. */
export const FAR = "us-west-2";
export const FAR_MODEL = CUSTOM_MODEL.replace(REGION, FAR);

const YEAR = 365 * 24 * 3600;

/** The default world; custom models may be shared with an account outside, whose invitations nobody else can send anew. */
export const WORLD: WorldFile = {
  sharing: { customModelsOutside: true },
  customModels: { ...defaultWorld.customModels, [FAR_MODEL]: { modelName: "far-triage" } },
  timing: { sharing: { invitationSeconds: YEAR, invitationIsListedSeconds: YEAR } },
};
