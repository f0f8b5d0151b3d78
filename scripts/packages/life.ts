import type * as emulatorPackage from "pulumi-model-access-emulator";

import { type Ended, run } from "./commands";

export type EmulatorPackage = typeof emulatorPackage;

const ACCOUNT = "111122223333";
const MODEL = { account: ACCOUNT, region: "us-east-1", modelId: "cohere.command-r-v1:0" };
/** Ten minutes of AWS's pass in a second. Tokens of offers are valid for an hour, and a busy machine may take a second between two calls. */
const SPEED = 600;
const CHANGES_WERE_PROPOSED = 7;

/** What deploys a program: its command, and the environment it is run in. */
export interface Deployer {
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

class Unexpected extends Error {}

/** Where a life of its own is lived: a folder, a deployer, an AWS. */
export class Place {
  private constructor(
    readonly emulator: Awaited<ReturnType<EmulatorPackage["startEmulator"]>>,
    private readonly cwd: string,
    private readonly deployer: Deployer,
  ) {}

  static async open({ startEmulator, RunningClock }: EmulatorPackage, cwd: string, deployer: Deployer) {
    const emulator = await startEmulator({ clock: new RunningClock(SPEED) });
    return new Place(emulator, cwd, deployer);
  }

  /** Runs a verb, which has to end with that exit code and say that. */
  async verb(args: readonly string[], { status = 0, says = "" } = {}): Promise<void> {
    const { command, env } = this.deployer;
    const aws = {
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "us-east-1",
      AWS_ENDPOINT_URL: this.emulator.url,
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const ended = await run([...command, ...args], { cwd: this.cwd, env: { ...env, ...aws } });
    if (ended.status !== status || !ended.output.includes(says)) throw new Unexpected(told(args, ended));
  }

  async begin(): Promise<void> {
    await this.verb(["stack", "init", "dev"]);
    await this.verb(["config", "set", "model-access:pollInterval", "0.05"]);
  }

  close(): Promise<void> {
    return this.emulator.close();
  }
}

function told(args: readonly string[], { status, output }: Ended): string {
  return `${args.join(" ")}: exit code ${status}\n${output.trim()}`;
}

/** up, nothing to do, drift and its repair, destroy. */
export async function liveWhole(place: Place): Promise<void> {
  await place.begin();
  await place.verb(["up", "--yes"], { says: "AVAILABLE" });
  await place.verb(["up", "--yes", "--expect-no-changes"]);
  place.emulator.incidents.agreementFails(MODEL, "INVALID_PAYMENT_INSTRUMENT: the card has expired");
  await place.verb(["refresh", "--preview-only", "--expect-no-changes", "--diff"], {
    status: CHANGES_WERE_PROPOSED,
    says: '"AVAILABLE" => "ERROR"',
  });
  place.emulator.incidents.agreementRevoked(MODEL);
  await place.verb(["up", "--yes", "--refresh"]);
  await place.verb(["destroy", "--yes"]);
}

/** The shorter life of an example: up, nothing to do, destroy. */
export async function liveShort(place: Place): Promise<void> {
  await place.begin();
  await place.verb(["up", "--yes"]);
  await place.verb(["up", "--yes", "--expect-no-changes"]);
  await place.verb(["destroy", "--yes"]);
}
