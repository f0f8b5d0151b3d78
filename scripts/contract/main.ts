import { contractCommand } from "./command";

// The contract is not about versions of Node.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

contractCommand(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`)).then(
  (held) => (process.exitCode = held ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`contract: ${(error as Error).message}\n`);
    process.exitCode = 1;
  },
);
