import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";

import { call } from "./calls/calls";
import { openClients } from "./calls/clients";
import { tryReading, tryWriting } from "./contract";
import { onEmulator } from "./on-emulator";
import { Report } from "./report";
import { otherRegionThan, setTheStage } from "./vocabulary/stage";

const USAGE = `usage: npm run contract                      on an emulator of its own
       npm run contract -- --live            on your own AWS account, which is only read
           --role <arn>                      a role to assume
           --write --model <id> …            makes and deletes an agreement for each of these models
           --form <file>                     and files this form, where the account has none`;

interface Options {
  readonly live: boolean;
  readonly models: readonly string[];
  readonly form?: Uint8Array;
  readonly role?: string;
}

/** A command line that makes no sense. */
class UsageError extends Error {}

/** @throws UsageError when they make no sense */
export function readOptions(args: readonly string[]): Options {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        live: { type: "boolean", default: false },
        write: { type: "boolean", default: false },
        model: { type: "string", multiple: true, default: [] },
        form: { type: "string" },
        role: { type: "string" },
      },
    }));
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
  const { live, write, model: models, form, role } = values;
  const refuse = (why: string): never => {
    throw new UsageError(`${why}\n${USAGE}`);
  };
  if (!live && (write || models.length > 0 || form !== undefined || role !== undefined)) {
    refuse("the other flags are for --live: the emulator is always tried as a whole");
  }
  if (write && models.length === 0) refuse("--write needs at least one --model to write to");
  if (!write && (models.length > 0 || form !== undefined)) refuse("--model and --form need --write");
  return {
    live,
    models,
    ...(form !== undefined && { form: readForm(form) }),
    ...(role !== undefined && { role }),
  };
}

function readForm(path: string): Uint8Array {
  const bytes = readFileSync(path);
  try {
    JSON.parse(bytes.toString("utf8"));
  } catch {
    // The parser's own message would repeat a part of the form.
    throw new UsageError(`${path} is not JSON`);
  }
  return bytes;
}

/**
 * `npm run contract`.
 * @param pause how time passes between two looks at a real account
 * @returns whether every expectation held
 */
export async function contractCommand(
  args: readonly string[],
  print: (line: string) => void,
  pause: (seconds: number) => Promise<void> = async (seconds) => setTimeout(seconds * 1000),
): Promise<boolean> {
  const options = readOptions(args);
  const report = new Report(print);
  if (options.live) {
    await onAccount(options, report, print, pause);
    report.settled();
  } else {
    await onEmulator(report.add, print);
  }
  return report.end();
}

/** Tries the contract on the account that the caller's own AWS configuration leads to. */
async function onAccount(
  { models, form, role }: Options,
  report: Report,
  print: (line: string) => void,
  pause: (seconds: number) => Promise<void>,
): Promise<void> {
  const clients = openClients({});
  const region = await found(clients.sts.config.region(), "AWS Region");
  await found(clients.sts.config.credentials(), "AWS credentials");
  const { output, error } = await call(clients, "GetCallerIdentity", {});
  if (error) throw new Error(`AWS does not know the caller: ${error.code}: ${error.message}`);
  const { Account: account = "", Arn: arn = "" } = output as { Account?: string; Arn?: string };
  const part = models.length === 0 ? "reading only" : `WRITING to ${models.join(", ")}`;
  const endpoint = process.env["AWS_ENDPOINT_URL"];
  const through = endpoint ? `, through ${endpoint}` : "";
  print(`LIVE: account ${account}, Region ${region}${through}, ${part}`);
  const partition = arn.split(":")[1] ?? "aws";
  const stage = await setTheStage({
    account,
    partition,
    clients,
    region,
    emulated: false,
    pause,
    ...(partition === "aws" && { elsewhere: openClients({ region: otherRegionThan({ region }) }) }),
    ...(form !== undefined && { form }),
    ...(role !== undefined && { role }),
  });
  await tryReading(stage, report.add);
  for (const model of models) {
    print(`\n${model}: whatever this run makes it deletes again. Should it be interrupted:`);
    print(`  aws bedrock delete-foundation-model-agreement --region ${region} --model-id ${model}`);
    await tryWriting(model, stage, report.add);
  }
}

async function found<T>(value: Promise<T>, what: string): Promise<T> {
  try {
    return await value;
  } catch (error) {
    throw new UsageError(`--live found no ${what}, so nothing was asked: ${(error as Error).message}`);
  }
}
