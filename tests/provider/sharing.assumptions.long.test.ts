import { afterAll, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import {
  ACCOUNT,
  CUSTOM_MODEL,
  type Emulator,
  ENCRYPTED_MODEL,
  MEMBER,
  OUTSIDER,
  REGION,
} from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";
import { ownedShares } from "../support/aws/shares";

const UNIT = `arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/ou-exam-workload`;

let emulator: Emulator;
afterAll(() => emulator.close());

const nextRun = (account = ACCOUNT): Promise<Host> => Host.start(configFor(emulator, account));

// What a share and its acceptance go through, whichever way AWS is.
it.each<Record<string, string>>([
  {
    "ram.clientTokens": "forgotten",
    "ram.emptyPages": "none",
    "ram.order": "newest",
    "ram.unknownShares": "empty",
    "ram.uninvited": "unknown",
  },
  {
    "ram.emptyPages": "always",
    "ram.emptyLists": "refused",
    "ram.disassociatedIsListed": "gone",
    "ram.withdrawnInvitations": "rejected",
    "ram.texts": "reworded",
  },
  {
    "ram.associationsOfDeleted": "kept",
    "ram.permissionsOfDeleted": "listed",
    "ram.deletedForRecipients": "listed",
    "ram.withdrawnInvitations": "expired",
  },
  {
    "ram.outsidersStay": "removed",
    "ram.takingOutAgain": "idempotent",
    "ram.acceptedIsListed": "late",
    "ram.changesAreListed": "late",
  },
  {
    "ram.outsidersStay": "refused",
    "ram.waitingBlocks": "blocks",
    "ram.associationsOfDeleted": "gone",
    "ram.defaultPermission": "shorter",
  },
])("a share and its acceptance converge where AWS is %j", async (assumptions) => {
  await (emulator as Emulator | undefined)?.close();
  const world = { assumptions, sharing: { customModelsOutside: true } };
  emulator = await startEmulator({ clock: new RunningClock(2400), world });
  const share = (await nextRun()).resource("CustomModelShare");
  const open = {
    name: "models",
    resourceArns: [CUSTOM_MODEL],
    principals: [MEMBER, OUTSIDER],
    allowExternalPrincipals: true,
    tags: { team: "ml" },
  };
  await share.up(open);
  const shareArn = share.state!.id;

  const acceptance = (await nextRun(OUTSIDER)).resource("CustomModelShareAcceptance");
  await acceptance.up({ shareArn });
  expect(acceptance.outputs).toMatchObject({ mode: "invitation", adopted: false, status: "ACTIVE" });
  acceptance.on(await nextRun(OUTSIDER));
  expect(await acceptance.refresh()).toEqual({});
  expect(await acceptance.up({ shareArn })).toBe("same");

  share.on(await nextRun());
  expect(await share.refresh()).toEqual({});
  expect(await share.up(open)).toBe("same");
  const closed = {
    name: "renamed",
    resourceArns: [ENCRYPTED_MODEL],
    principals: [MEMBER, UNIT],
    allowExternalPrincipals: false,
  };
  expect(await share.up(closed)).toBe("update");
  share.on(await nextRun());
  expect(await share.refresh()).toEqual({});
  expect(await share.up(closed)).toBe("same");

  emulator.incidents.shareNarrowed({ account: ACCOUNT, region: REGION }, shareArn, MEMBER);
  share.on(await nextRun());
  expect(Object.keys((await share.refresh())!)).not.toEqual([]);
  expect(await share.up(closed)).toBe("update");

  acceptance.on(await nextRun(OUTSIDER));
  expect(await acceptance.refresh()).toBeUndefined();

  share.on(await nextRun());
  await share.destroy();
  expect(await ownedShares(emulator)).toEqual([]);
  share.on(await nextRun());
  await share.up(closed);
  expect(share.state!.id).not.toBe(shareArn);
  await share.up({ ...closed, principals: [] });
  share.on(await nextRun());
  await share.destroy();
  expect(await ownedShares(emulator)).toEqual([]);
});
