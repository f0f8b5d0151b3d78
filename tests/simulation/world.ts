import type { WorldFile } from "#emulator/index";

const YEAR = 365 * 24 * 3600;

/** The default world; custom models may be shared with an account outside, whose invitations nobody else can send anew. */
export const WORLD: WorldFile = {
  sharing: { customModelsOutside: true },
  timing: { sharing: { invitationSeconds: YEAR, invitationIsListedSeconds: YEAR } },
};
