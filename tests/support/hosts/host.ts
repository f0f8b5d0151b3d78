import { afterAll } from "@jest/globals";

import { endHosts } from "./dynamic-host";

export { configFor } from "./config";
export * from "./dynamic-host";

// What the runs of a test file share ends with the file.
afterAll(endHosts);
