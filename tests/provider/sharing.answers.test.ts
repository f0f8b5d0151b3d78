import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { defaultWorld, RunningClock, startEmulator } from "#emulator/index";
import { type Altered, startAltered } from "../support/emulator/altered";
import { ACCOUNT, CUSTOM_MODEL, type Emulator, MEMBER, OUTSIDER, writes } from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";
import { ownedShares, shareByHand } from "../support/aws/shares";

const OTHER = "999900001111";
const share = { name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] };
const role = (account: string) => ({ roleArn: `arn:aws:iam::${account}:role/model-access-deployer` });

let emulator: Emulator;
let altered: Altered;
let host: Host;

async function nextRun(account: string): Promise<void> {
  host = await Host.start(configFor(altered, account));
  emulator.requests.clear();
}

beforeEach(async () => {
  const world = {
    accounts: { ...defaultWorld.accounts, [OTHER]: defaultWorld.accounts[OUTSIDER] },
    sharing: { customModelsOutside: true },
  };
  emulator = await startEmulator({ clock: new RunningClock(1200), world });
  altered = await startAltered(emulator, () => undefined);
});
afterEach(async () => {
  await altered.close();
  await emulator.close();
});

describe("a share", () => {
  it("that the listing of all shares lacks yet is not gone", async () => {
    await nextRun(ACCOUNT);
    const managed = host.resource("CustomModelShare");
    await managed.up(share);
    let listed = 0;
    altered.change = (path, answer) =>
      path === "/getresourceshares" && (listed += 1) === 1 ? { ...answer, resourceShares: [] } : undefined;
    await nextRun(ACCOUNT);
    expect(await managed.on(host).refresh()).toEqual({});
    expect(await managed.up(share)).toBe("same");
  });

  it("whose permission the listing of all lacks yet has not lost it", async () => {
    await nextRun(ACCOUNT);
    const managed = host.resource("CustomModelShare");
    const permissionArns = ["arn:aws:ram::aws:permission/AWSRAMDefaultPermissionBedrockCustomModel"];
    await managed.up({ ...share, permissionArns });
    let listed = 0;
    altered.change = (path) =>
      path === "/listpermissionassociations" && (listed += 1) === 1 ? { permissions: [] } : undefined;
    await nextRun(ACCOUNT);
    expect(await managed.on(host).refresh()).toEqual({});
    expect(listed).toBe(1);
    expect(await managed.up({ ...share, permissionArns })).toBe("same");
  });

  it("whose delete is refused because it is deleted already is gone", async () => {
    await nextRun(ACCOUNT);
    const managed = host.resource("CustomModelShare");
    await managed.up(share);
    const [{ resourceShareArn }] = (await ownedShares(emulator)) as [{ resourceShareArn: string }];
    emulator.incidents.shareDeleted({ account: ACCOUNT, region: "us-east-1" }, resourceShareArn);
    emulator.faults.add({
      target: { operation: "DeleteResourceShare" },
      effect: { kind: "refusal", code: "InvalidStateTransitionException", status: 400 },
    });
    managed.last({ delete: 0.3 });
    await nextRun(ACCOUNT);
    await managed.on(host).destroy();
    expect(managed.state).toBeUndefined();
  });

  it("that somebody has deleted says so at its next update", async () => {
    await nextRun(ACCOUNT);
    const managed = host.resource("CustomModelShare");
    await managed.up(share);
    const [{ resourceShareArn }] = (await ownedShares(emulator)) as [{ resourceShareArn: string }];
    emulator.incidents.shareDeleted({ account: ACCOUNT, region: "us-east-1" }, resourceShareArn);
    await nextRun(ACCOUNT);
    await expect(managed.on(host).up({ ...share, name: "more" })).rejects.toThrow(
      /it became DELETED\n {2}If somebody has deleted it: `pulumi refresh`/,
    );
  });
});

describe("an answer without what AWS always sends", () => {
  /** From now on answers that have the member come without it. */
  function leaveOut(member: string): void {
    altered.change = (_path, { [member]: left, ...rest }) => (left === undefined ? undefined : rest);
  }

  it.each([
    ["resourceShares", "GetResourceShares"],
    ["resourceShareAssociations", "GetResourceShareAssociations"],
    ["permissions", "List(PermissionAssociations|ResourceSharePermissions)"],
  ])("such as %s does not make a share gone, nor one without principals", async (member, operation) => {
    await nextRun(ACCOUNT);
    const managed = host.resource("CustomModelShare");
    await managed.up(share);
    leaveOut(member);
    const isRenamed = member === "resourceShareAssociations";
    const says = new RegExp(`: AWS's answer to ${operation} lacks ${member}`);
    await nextRun(ACCOUNT);
    await expect(managed.on(host).refresh()).rejects.toThrow(says);
    // Which permission it has is not asked where the program names none, and who is in it only once it is renamed.
    const renaming = managed.up({ ...share, name: "more" });
    await (member === "permissions" ? renaming : expect(renaming).rejects.toThrow(says));
    if (member === "resourceShares") {
      await expect(managed.destroy()).rejects.toThrow(says);
      await expect(host.resource("CustomModelShare", "other").up(share)).rejects.toThrow(says);
    }
    expect(writes(emulator)).toEqual(member === "resourceShares" ? [] : ["UpdateResourceShare"]);
    altered.change = () => undefined;
    await nextRun(ACCOUNT);
    // The engine keeps the inputs from before an update that failed.
    expect(Object.keys((await managed.on(host).refresh())!)).toEqual(isRenamed ? ["name"] : []);
    expect(await ownedShares(emulator)).toHaveLength(1);
  });

  it.each([
    ["resourceShares", "GetResourceShares"],
    ["resourceShareInvitations", "GetResourceShareInvitations"],
  ])("such as %s makes no acceptance gone, and none anew", async (member, operation) => {
    const shareArn = await shareByHand(emulator, [OUTSIDER]);
    await nextRun(OUTSIDER);
    leaveOut(member);
    const acceptance = host.resource("CustomModelShareAcceptance");
    const says = `AWS's answer to ${operation} lacks ${member}`;
    await expect(acceptance.up({ shareArn })).rejects.toThrow(says);
    altered.change = () => undefined;
    await acceptance.up({ shareArn });
    if (member !== "resourceShares") return;
    leaveOut(member);
    await nextRun(OUTSIDER);
    await expect(acceptance.on(host).refresh()).rejects.toThrow(says);
    expect(acceptance.state).toBeDefined();
  });
});

describe("an acceptance", () => {
  it("by an invitation that is still listed as PENDING once the share is seen is left on destroy", async () => {
    const shareArn = await shareByHand(emulator, [OUTSIDER]);
    altered.change = (path, answer) =>
      path === "/getresourceshareinvitations"
        ? {
            ...answer,
            resourceShareInvitations: (answer["resourceShareInvitations"] as object[]).map((one) => ({
              ...one,
              status: "PENDING",
            })),
          }
        : undefined;
    await nextRun(OUTSIDER);
    const acceptance = host.resource("CustomModelShareAcceptance");
    await acceptance.up({ shareArn });
    expect(acceptance.outputs).toMatchObject({
      mode: "invitation",
      adopted: false,
      invitationArn: expect.stringContaining(":resource-share-invitation/"),
    });
    await nextRun(OUTSIDER);
    await acceptance.on(host).destroy();
    expect(writes(emulator)).toEqual(["DisassociateResourceShare"]);
  });

  it("of one account is not kept because another account's wants the same share", async () => {
    const shareArn = await shareByHand(emulator, [OUTSIDER, OTHER], []);
    await nextRun(ACCOUNT);
    const gone = host.resource("CustomModelShareAcceptance", "gone");
    const stays = host.resource("CustomModelShareAcceptance", "stays");
    await gone.up({ shareArn, assumeRole: role(OTHER) });
    await stays.up({ shareArn, assumeRole: role(OUTSIDER) });
    await nextRun(ACCOUNT);
    expect(await stays.on(host).up({ shareArn, assumeRole: role(OUTSIDER) })).toBe("same");
    await gone.on(host).destroy();
    expect(host.warnings()).toEqual([]);
    expect(
      emulator.requests
        .all()
        .filter(({ access }) => access === "write")
        .map(({ account, operation }) => `${operation} ${account}`),
    ).toEqual([`DisassociateResourceShare ${OTHER}`]);
  });
});
