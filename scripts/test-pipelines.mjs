// `npm run test:pipelines`: the commands of examples/gitops, in a shell, on the embedded engine and the emulator.
import { runJest } from "./jest.mjs";
import { setUp } from "./setup.mjs";

setUp();
process.env.MODEL_ACCESS_PIPELINES = "true";
runJest(["dist/gitops", ...process.argv.slice(2)]);
