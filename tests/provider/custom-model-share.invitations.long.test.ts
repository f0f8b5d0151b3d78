import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { CUSTOM_MODEL, type Emulator, OUTSIDER } from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";

const HUNDRED = Array.from({ length: 100 }, (_, index) => `share-${index}`);
const args = { resourceArns: [CUSTOM_MODEL], principals: [OUTSIDER], allowExternalPrincipals: true };

let emulator: Emulator;
let host: Host;

beforeEach(async () => {
  await (emulator as Emulator | undefined)?.close();
  const timing = { sharing: { associatedAfterSeconds: 0, visibleAfterSeconds: 0 } };
  emulator = await startEmulator({
    clock: new RunningClock(1),
    world: { timing, sharing: { customModelsOutside: true } },
  });
  host = await Host.start(configFor(emulator));
});
afterAll(() => emulator.close());

describe("a hundred shares that invite an account outside, of whose invitations twenty may be pending", () => {
  const invite = (name: string) => host.resource("CustomModelShare", name).up({ ...args, name });

  it("are all made in a run that accepts them", async () => {
    const theirs = await Host.start(configFor(emulator, OUTSIDER), {});
    const accepted = HUNDRED.map(async (name) => {
      const share = host.resource("CustomModelShare", name);
      await share.up({ ...args, name });
      const acceptance = theirs.resource("CustomModelShareAcceptance", name);
      await acceptance.up({ shareArn: share.state!.id });
      return acceptance.outputs["mode"];
    });
    expect(new Set(await Promise.all(accepted))).toEqual(new Set(["invitation"]));
    await theirs.stop();
  });

  it("end with AWS's refusal and what makes room, where nobody accepts", async () => {
    await Promise.all(HUNDRED.slice(0, 20).map(invite));
    const late = host.resource("CustomModelShare", "late");
    await expect(late.up({ ...args, name: "late", __timeouts: { create: 1 } })).rejects.toThrow(
      /to be allowed to send invitations: still ResourceShareLimitExceededException .*\n {2}.*\n {2}Of one account 20 invitations may be pending/,
    );
    expect(late.state).toBeUndefined();
  });
});
