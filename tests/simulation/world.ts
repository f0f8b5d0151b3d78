import type { WorldFile } from "#emulator/index";

/** The default world. */
export const WORLD: WorldFile = {};
