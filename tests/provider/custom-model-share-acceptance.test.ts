import {
  AssociateResourceShareCommand,
  DisassociateResourceShareCommand,
  GetResourceShareInvitationsCommand,
  type RAMClient,
} from "@aws-sdk/client-ram";
import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { ram } from "../support/aws/clients";
import {
  ACCOUNT,
  CUSTOM_MODEL,
  type Emulator,
  MEMBER,
  OUTSIDER,
  REGION,
  writes,
} from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";
import { ownersRam, shareByHand } from "../support/aws/shares";

const ACCEPT = "AcceptResourceShareInvitation";
const LEAVE = "DisassociateResourceShare";
const OUTSIDE: WorldFile = { sharing: { customModelsOutside: true } };

let emulator: Emulator;
let host: Host;
let acceptance: Managed;
let account: string;

async function begin(recipient: string, world?: WorldFile, speed = 1200): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(speed), ...(world && { world }) });
  account = recipient;
  await nextRun();
  acceptance = host.resource("CustomModelShareAcceptance");
}

async function nextRun(config: Record<string, string> = {}): Promise<void> {
  host = await Host.start({ ...configFor(emulator, account), ...config });
  emulator.requests.clear();
}

const owner = (): RAMClient => ownersRam(emulator);
const outsidersRam = (): RAMClient => ram(emulator, { account: OUTSIDER });
const share = (principals: string[]): Promise<string> => shareByHand(emulator, principals);

const written = (): string[] => writes(emulator);

beforeEach(() => begin(MEMBER));
afterAll(() => emulator.close());

describe("a share with a role, for somebody else of its account", () => {
  const role = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
  const copy = { sourceModelArn: CUSTOM_MODEL, modelName: "triage", __timeouts: { create: 0.2 } };

  it("is not shown, and the message says whom a role in a share lets in", async () => {
    const shareArn = await share([role]);
    await expect(acceptance.up({ shareArn, __timeouts: { create: 0.2 } })).rejects.toThrow(
      "A role or user in the share lets in nobody else of its account",
    );
    await expect(host.resource("CustomModelCopy").up(copy)).rejects.toThrow("sees no custom model");
  });

  it("where RAM shows it all the same, still opens no model", async () => {
    await begin(MEMBER, { assumptions: { "ram.seenByItsAccount": "seen" } });
    const shareArn = await share([role]);
    expect(await acceptance.up({ shareArn })).toBe("create");
    await expect(host.resource("CustomModelCopy").up(copy)).rejects.toThrow("sees no custom model");
  });

  it("lets in the role itself", async () => {
    const shareArn = await share([role]);
    const assumeRole = { roleArn: role };
    expect(await acceptance.up({ shareArn, assumeRole })).toBe("create");
    const inputs = { sourceModelArn: CUSTOM_MODEL, modelName: "triage", assumeRole };
    expect(await host.resource("CustomModelCopy").up(inputs)).toBe("create");
  });
});

describe("inside the organization", () => {
  it("there is nothing to accept: the share is waited for, and nothing is changed (58)", async () => {
    const shareArn = await share([MEMBER]);
    expect(await acceptance.up({ shareArn })).toBe("create");
    expect(acceptance.state!.id).toBe(shareArn);
    expect(acceptance.outputs).toMatchObject({
      mode: "organization",
      status: "ACTIVE",
      shareName: "models",
      senderAccountId: ACCOUNT,
      receiverAccountId: MEMBER,
      region: REGION,
    });
    expect(acceptance.outputs).not.toHaveProperty("invitationArn");
    await nextRun();
    expect(await acceptance.on(host).refresh()).toEqual({});
    expect(await acceptance.up({ shareArn })).toBe("same");
    await acceptance.destroy();
    expect(written()).toEqual([]);
  });

  it("a share that nobody gives ends with what its owner has to do", async () => {
    const shareArn = await share([]);
    await expect(acceptance.up({ shareArn, __timeouts: { create: 0.2 } })).rejects.toThrow(
      /^waiting for acceptance of share [0-9a-f-]{36} to be shown: still NOT_SHOWN after \d+ s\n {2}The owner has to put this account[^]*interrupted[^]*`pulumi up --refresh`/,
    );
    expect(acceptance.state).toBeUndefined();
  });
});

describe("by invitation", () => {
  beforeEach(() => begin(OUTSIDER, OUTSIDE));

  it("is accepted, however late it comes (53, 54, 61)", async () => {
    const shareArn = await share([]);
    const running = acceptance.up({ shareArn });
    const request = { resourceShareArn: shareArn, principals: [OUTSIDER] };
    await owner().send(new AssociateResourceShareCommand(request));
    await running;
    expect(acceptance.outputs).toMatchObject({
      mode: "invitation",
      status: "ACTIVE",
      adopted: false,
      invitationArn: expect.stringContaining(":resource-share-invitation/"),
    });
    expect(written().filter((operation) => operation === ACCEPT)).toHaveLength(1);
    await nextRun();
    expect(await acceptance.on(host).refresh()).toEqual({});
  });

  it.each([
    ["delete", true, [LEAVE]],
    ["retain", false, []],
  ] as const)(
    "with the deletionPolicy %s is left on destroy or not, accepted before or not",
    async (...row) => {
      const [deletionPolicy, before, expected] = row;
      const shareArn = await shareByHand(emulator, [OUTSIDER], []);
      emulator.clock.tick(60);
      if (before) emulator.incidents.invitationAccepted({ account: OUTSIDER, region: REGION }, shareArn);
      await acceptance.up({ shareArn });
      await nextRun();
      expect(await acceptance.on(host).up({ shareArn, deletionPolicy })).toBe("update");
      expect(acceptance.outputs).toMatchObject({ adopted: before, deletionPolicy });
      await nextRun();
      await acceptance.on(host).destroy();
      expect(written()).toEqual(expected);
      expect(host.warnings()).toHaveLength(before ? 0 : 1);
    },
  );

  it("is left on destroy where the share holds no models (60)", async () => {
    const shareArn = await shareByHand(emulator, [OUTSIDER], []);
    await acceptance.up({ shareArn });
    await nextRun();
    await acceptance.on(host).destroy();
    expect(written()).toEqual([LEAVE]);
    expect(host.warnings()).toEqual([]);
  });

  it.each(["OperationNotPermittedException", "InvalidParameterException", "InvalidStateTransitionException"])(
    "cannot be left where the share holds custom models: destroy says so, whether AWS calls it %s or not",
    async (code) => {
      const chosen: WorldFile["assumptions"] =
        code === "OperationNotPermittedException" ? {} : { "ram.cannotLeave": code };
      await begin(OUTSIDER, { ...OUTSIDE, assumptions: { ...chosen, "ram.texts": "reworded" } });
      const shareArn = await share([OUTSIDER]);
      await acceptance.up({ shareArn });
      acceptance.last({ delete: 0.2 });
      await nextRun();
      await acceptance.on(host).destroy();
      expect(acceptance.state).toBeUndefined();
      expect(host.warnings().join()).toMatch(
        new RegExp(
          `AWS does not let account ${OUTSIDER} leave the share ${shareArn}: .*its owner only.*\\(${code}: This is not`,
        ),
      );
    },
  );

  it.each([8, 800])("is healthy on day %i, when AWS has long forgotten the invitation", async (day) => {
    const shareArn = await share([OUTSIDER]);
    await acceptance.up({ shareArn });
    const { invitationArn } = acceptance.outputs;
    emulator.clock.tick(day * 86_400);
    expect(
      (await outsidersRam().send(new GetResourceShareInvitationsCommand({}))).resourceShareInvitations,
    ).toEqual([]);
    await nextRun();
    expect(await acceptance.on(host).refresh()).toEqual({});
    expect(await acceptance.up({ shareArn })).toBe("same");
    expect(acceptance.outputs).toMatchObject({ mode: "invitation", status: "ACTIVE", invitationArn });
    // A wait of an earlier run that had failed goes on without the invitation.
    acceptance.state!.initErrors = ["a wait that ended"];
    expect(await acceptance.up({ shareArn })).toBe("update");
    expect(acceptance.outputs).toMatchObject({ mode: "invitation", adopted: false, invitationArn });
    expect(written()).toEqual([]);
  });

  it.each([
    ["REJECTED", "rejected", 1200],
    ["EXPIRED", "expired", 1200],
    ["REJECTED", "rejected", 4],
  ])(
    "waits for the invitation that follows one that was %s (%s), at %i times our speed",
    async (_, was, speed) => {
      await begin(OUTSIDER, { ...OUTSIDE, assumptions: { "ram.withdrawnInvitations": was } }, speed);
      const shareArn = await share([OUTSIDER]);
      const principals = [OUTSIDER];
      emulator.clock.tick(60);
      await owner().send(new DisassociateResourceShareCommand({ resourceShareArn: shareArn, principals }));
      // A recipient sees an invitation some emulated seconds after it was sent.
      emulator.clock.tick(60);
      const running = acceptance.up({ shareArn });
      await owner().send(new AssociateResourceShareCommand({ resourceShareArn: shareArn, principals }));
      await running;
      expect(acceptance.outputs).toMatchObject({ mode: "invitation", adopted: false });
    },
  );

  it("is kept when the share cannot be seen in time, and the next run goes on", async () => {
    const shareArn = await share([OUTSIDER]);
    emulator.faults.add({
      target: { operation: "GetResourceShares" },
      effect: { kind: "refusal", code: "UnknownResourceException", status: 400 },
    });
    await expect(acceptance.up({ shareArn, __timeouts: { create: 3 } })).rejects.toThrow(
      /still ACCEPTED after .*\n {2}The invitation is accepted: the next `pulumi up` goes on waiting/,
    );
    expect(acceptance.outputs).toMatchObject({ mode: "invitation", adopted: false, status: "ACCEPTED" });
    await nextRun();
    await acceptance.on(host).refresh();
    expect(acceptance.state).toBeDefined();
    await expect(acceptance.up({ shareArn, __timeouts: { update: 0.5 } })).rejects.toThrow(/still/);
    emulator.faults.clear();
    expect(await acceptance.up({ shareArn })).toBe("update");
    expect(acceptance.outputs).toMatchObject({ mode: "invitation", adopted: false, status: "ACTIVE" });
    expect(written()).toEqual([]);
  });

  it("is kept when the credentials expire during the wait", async () => {
    const shareArn = await share([OUTSIDER]);
    const end = emulator.requests.listen(({ operation }) => {
      if (operation !== ACCEPT) return;
      const effect = { kind: "refusal", code: "ExpiredTokenException", status: 403 } as const;
      emulator.faults.add({ effect });
    });
    await expect(acceptance.up({ shareArn })).rejects.toThrow(/ExpiredTokenException[^]*Sign in again/);
    end();
    emulator.faults.clear();
    expect(acceptance.outputs).toMatchObject({ mode: "invitation", adopted: false });
    await nextRun();
    expect(await acceptance.on(host).up({ shareArn })).toBe("update");
    expect(written()).toEqual([]);
  });

  it("that somebody has accepted by hand is found, and kept on destroy", async () => {
    const shareArn = await share([OUTSIDER]);
    // A recipient sees an invitation some emulated seconds after it was sent.
    await new Promise((resolve) => setTimeout(resolve, 60));
    emulator.incidents.invitationAccepted({ account: OUTSIDER, region: REGION }, shareArn);
    await acceptance.up({ shareArn });
    expect(acceptance.outputs).toMatchObject({ mode: "invitation", adopted: true });
    await nextRun();
    await acceptance.on(host).destroy();
    expect(written()).toEqual([]);
    expect(host.warnings()).toEqual([
      expect.stringMatching(
        new RegExp(
          `kept the share ${shareArn}: it was there before this resource: somebody had accepted its invitation\\.\\n` +
            ` {2}deletionPolicy: "delete" would remove it; by hand: aws ram disassociate-resource-share ` +
            `--region ${REGION} --resource-share-arn ${shareArn} --principals ${OUTSIDER}`,
        ),
      ),
    ]);
  });

  it("that has expired says what the owner has to do (59)", async () => {
    await begin(OUTSIDER, { ...OUTSIDE, timing: { sharing: { invitationSeconds: 1 } } });
    const shareArn = await share([OUTSIDER]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await expect(acceptance.up({ shareArn, __timeouts: { create: 4 } })).rejects.toThrow(
      /it became EXPIRED\n {2}The owner has to take this account out of the share and put it in again/,
    );
    expect(written()).toEqual([]);
  });

  it("is not asked for again once it was accepted: AWS purges it after some days (57)", async () => {
    const shareArn = await share([OUTSIDER]);
    await acceptance.up({ shareArn });
    await nextRun();
    expect(await acceptance.on(host).refresh()).toEqual({});
    expect(await acceptance.up({ shareArn })).toBe("same");
    expect(acceptance.outputs["invitationArn"]).toMatch(/:resource-share-invitation\//);
    expect(emulator.requests.all().map(({ operation }) => operation)).toEqual([
      "GetCallerIdentity",
      "GetResourceShares",
    ]);
  });

  it("is accepted once, also when the answer is lost", async () => {
    const shareArn = await share([OUTSIDER]);
    emulator.faults.add({
      target: { operation: ACCEPT },
      times: 1,
      effect: { kind: "reset", when: "after" },
    });
    await acceptance.up({ shareArn });
    expect(acceptance.outputs).toMatchObject({ mode: "invitation", adopted: false });
  });
});

describe("drift", () => {
  it("of a share that is withdrawn shows the acceptance gone (55)", async () => {
    const shareArn = await share([MEMBER]);
    await acceptance.up({ shareArn });
    emulator.incidents.shareDeleted({ account: ACCOUNT, region: REGION }, shareArn);
    await nextRun();
    expect(await acceptance.on(host).refresh()).toBeUndefined();
  });

  it("is not seen in a refusal, nor in another account", async () => {
    const shareArn = await share([MEMBER]);
    await acceptance.up({ shareArn });
    await nextRun({ "aws:maxRetries": "0" });
    const effect = { kind: "refusal", code: "AccessDeniedException", status: 403 } as const;
    const end = emulator.faults.add({ target: { operation: "GetResourceShares" }, effect });
    await expect(acceptance.on(host).refresh()).rejects.toThrow(
      /^reading acceptance of share .*AccessDenied/,
    );
    end();
    account = OUTSIDER;
    await nextRun();
    await expect(acceptance.on(host).refresh()).rejects.toThrow(
      `refused, because the credentials are of account ${OUTSIDER}`,
    );
    expect(acceptance.state).toBeDefined();
  });
});

describe("bad input is refused at preview", () => {
  const shareArn = `arn:aws:ram:${REGION}:${ACCOUNT}:resource-share/11111111-2222-4333-8444-555555555555`;
  it.each<[Record<string, string>, string]>([
    [{ shareArn: CUSTOM_MODEL }, "shareArn: must be the ARN of a resource share"],
    [{ shareArn, region: "eu-west-1" }, `region: must be ${REGION}, where the share is, or be left out`],
    [
      { shareArn, deletionPolicy: "keep" },
      'deletionPolicy: must be one of "delete-if-created", "delete", "retain"',
    ],
    [{ shareArn, sharearn: "x" }, "sharearn: is not a property here; did you mean shareArn?"],
  ])("%j", async (args, reason) => {
    await expect(acceptance.check(args)).rejects.toThrow(reason);
  });
});
