import type * as PinFile from "../services/bedrock/terms/pin-file";

/** What reads a file of reviewed terms, and checks it with the schema library; it is loaded at the first one. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
export const pinFile = () => require("../services/bedrock/terms/pin-file") as typeof PinFile;
