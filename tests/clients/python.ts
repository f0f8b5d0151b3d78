import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { describe, expect, it, jest } from "@jest/globals";

import { nameOf } from "#emulator/operation/operation";
import { services } from "#emulator/services/services";
import { ACCOUNT, type Emulator, REGION } from "../support/emulator/emulated";

/** What `npm run test:clients` has installed. */
export const BIN = resolve(__dirname, "../../../.local/clients/bin");
const isInstalled = existsSync(resolve(BIN, "../installed.txt"));

/** Tests that need the AWS CLI and boto3; they count as skipped until `npm run test:clients` has installed them. */
export function describeWithPython(name: string, tests: () => void): void {
  (isInstalled ? describe : describe.skip)(name, tests);
}

// Every command starts Python and loads its service models anew: a dozen of them take minutes where others work, too.
jest.setTimeout(300_000);

/** A first-use form, as bytes that every client sends alike. */
export const FORM = JSON.stringify({
  companyName: "Example Corp",
  companyWebsite: "https://example.com",
  intendedUsers: "0",
  industryOption: "Technology",
  otherIndustryOption: "",
  useCases: "Answering questions about our products",
});

/** What only ever refuses: there are no policies of the types it takes. */
const NEVER_ANSWERED = "organizations DescribeEffectivePolicy";

/** After the other tests of a client: whatever is emulated, but what it cannot call, has answered it at least once. */
export function itHasCalled(answered: ReadonlySet<string>, lacks: readonly string[] = []): void {
  const emulated = services
    .flatMap((service) =>
      service.operations
        .filter(({ name }) => !lacks.includes(name))
        .map(({ name }) => `${nameOf(service)} ${name}`),
    )
    .filter((operation) => operation !== NEVER_ANSWERED);
  it.each(emulated)("has called %s", (operation) => {
    expect([...answered]).toContain(operation);
  });
}

function environment({ url }: Emulator, account: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    HOME: "/nonexistent",
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_DEFAULT_REGION: REGION,
    AWS_ENDPOINT_URL: url,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_MAX_ATTEMPTS: "1",
  };
}

/** A command of the AWS CLI; what it prints as JSON, or the error it ends with. */
export async function aws(emulator: Emulator, args: string[], account = ACCOUNT): Promise<unknown> {
  const { stdout } = await promisify(execFile)(join(BIN, "aws"), [...args, "--output", "json"], {
    env: environment(emulator, account),
  });
  return stdout.trim() === "" ? undefined : (JSON.parse(stdout) as unknown);
}

/** A piece of Python that has `boto3` and prints JSON. */
export async function boto3(emulator: Emulator, code: string, account = ACCOUNT): Promise<unknown> {
  const script = `import boto3, botocore, json\n${code}\n`;
  const { stdout } = await promisify(execFile)(join(BIN, "python"), ["-c", script], {
    env: environment(emulator, account),
  });
  return JSON.parse(stdout) as unknown;
}
