// `npm run test:plugin`: the provider's tests on the package's own plugin, not on Pulumi's dynamic host. Arguments are Jest's.
import { runJest } from "./jest.mjs";
import { setUp } from "./setup.mjs";

setUp();
process.env.MODEL_ACCESS_TRANSPORT = "plugin";
runJest([...process.argv.slice(2), "--roots", "<rootDir>/provider"]);
