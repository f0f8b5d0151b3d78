import { CreatePermissionCommand, CreatePermissionVersionCommand } from "@aws-sdk/client-ram";
import { CreateGrantCommand, KMSClient } from "@aws-sdk/client-kms";
import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { defaultWorld, RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import {
  ACCOUNT,
  CUSTOM_MODEL,
  type Emulator,
  ENCRYPTED_MODEL,
  MEMBER,
  OUTSIDER,
  REGION,
  writes,
} from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";
import { ownedShares, ownersRam } from "../support/aws/shares";

const THIRD = CUSTOM_MODEL.replace("triage000001", "triage000002");
const KEY = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-4333-8444-555555555555";
const of = (kind: string): string => `arn:aws:organizations::${ACCOUNT}:${kind}`;
/** Every kind of principal that a model can be shared with. */
const PRINCIPALS = [
  MEMBER,
  of("organization/o-exampleorgid"),
  of("ou/o-exampleorgid/ou-exam-workload"),
  `arn:aws:iam::${MEMBER}:role/deployer`,
  `arn:aws:iam::${MEMBER}:user/somebody`,
];
const args = { name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] };
const place = { account: ACCOUNT, region: REGION };

let emulator: Emulator;
let share: Managed;

async function begin(world: WorldFile = {}, speed = 3600): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  const customModels = { ...defaultWorld.customModels, [THIRD]: { modelName: "third" } };
  emulator = await startEmulator({ clock: new RunningClock(speed), world: { customModels, ...world } });
  share = (await Host.start(configFor(emulator))).resource("CustomModelShare");
}

async function nextRun(): Promise<void> {
  share.on(await Host.start(configFor(emulator)));
  emulator.requests.clear();
}

beforeEach(() => begin());
afterAll(() => emulator.close());

describe("principals and models", () => {
  it("of every kind come in one call, and one more in one call (50)", async () => {
    const all = { ...args, resourceArns: [CUSTOM_MODEL, ENCRYPTED_MODEL, THIRD] };
    await share.up({ ...all, principals: PRINCIPALS.slice(1) });
    expect(writes(emulator)).toEqual(["CreateResourceShare"]);
    await nextRun();
    await share.up({ ...all, principals: PRINCIPALS });
    expect(writes(emulator)).toEqual(["AssociateResourceShare"]);
    expect(share.outputs["associations"]).toHaveLength(8);
    await nextRun();
    expect(await share.refresh()).toEqual({});
  });

  it("that AWS fails to associate say why; the share is kept, and the next run goes on (48)", async () => {
    const missing = CUSTOM_MODEL.replace("triage000001", "triage000009");
    const wrong = { ...args, resourceArns: [CUSTOM_MODEL, missing] };
    await expect(share.up(wrong)).rejects.toThrow(
      `waiting for custom model share (models) to be associated: it became FAILED\n  ${missing}: The resource ${missing} could not be found.`,
    );
    expect(share.state).toMatchObject({ initErrors: [expect.anything()] });
    await nextRun();
    expect(await share.up(args)).toBe("update");
    expect(share.outputs).toMatchObject({ status: "ACTIVE", resourceArns: [CUSTOM_MODEL] });
    expect(await ownedShares(emulator)).toHaveLength(1);
  });

  it("that are still ASSOCIATING do not keep the share from being deleted (47)", async () => {
    await begin({ timing: { sharing: { associatedAfterSeconds: 36_000 } } });
    await expect(share.up({ ...args, __timeouts: { create: 0.2 } })).rejects.toThrow(
      /still ASSOCIATING after/,
    );
    await nextRun();
    await share.destroy();
    expect(await ownedShares(emulator)).toEqual([]);
  });
});

describe("principals outside the organization", () => {
  const outside = [
    OUTSIDER,
    `arn:aws:iam::${OUTSIDER}:role/deployer`,
    `arn:aws:iam::${OUTSIDER}:user/somebody`,
  ];

  it("of every kind stay ASSOCIATING until they accept, are not waited for, and do not block a change", async () => {
    await begin({ sharing: { customModelsOutside: true } });
    const open = { ...args, principals: [MEMBER, ...outside], allowExternalPrincipals: true };
    await share.up(open);
    const statuses = (share.outputs["associations"] as { entity: string; status: string }[])
      .filter(({ entity }) => entity.includes(OUTSIDER))
      .map(({ status }) => status);
    expect(statuses).toEqual(outside.map(() => "ASSOCIATING"));
    await nextRun();
    expect(await share.refresh()).toEqual({});
    expect(await share.up({ ...open, principals: outside })).toBe("update");
    expect(writes(emulator)).toEqual(["DisassociateResourceShare"]);
  });

  it.each(["SUSPENDED", "RESTORING"])("that are %s are waited for by that word", async (status) => {
    await share.up(args);
    emulator.incidents.associationReads(place, share.state!.id, MEMBER, status);
    await nextRun();
    await expect(share.up({ ...args, name: "more", __timeouts: { update: 0.5 } })).rejects.toThrow(
      new RegExp(`to be associated: still ${status} after \\d+ s\\n {2}${MEMBER}`),
    );
  });
});

describe("permissions", () => {
  it("are set, and replaced by others in place (37)", async () => {
    const ram = ownersRam(emulator);
    const make = async (name: string, template: string): Promise<string> => {
      const permission = { name, resourceType: "bedrock:CustomModel", policyTemplate: template };
      return (await ram.send(new CreatePermissionCommand(permission))).permission!.arn!;
    };
    const template = JSON.stringify({ Effect: "Allow", Action: ["bedrock:GetCustomModel"] });
    const [first, second] = [await make("look", template), await make("look-too", template)];
    await share.up({ ...args, permissionArns: [first] });
    expect(share.outputs["permissionArns"]).toEqual([first]);
    await nextRun();
    expect(await share.up({ ...args, permissionArns: [second] })).toBe("update");
    expect(writes(emulator)).toEqual(["AssociateResourceSharePermission"]);
    expect(share.outputs["permissionArns"]).toEqual([second]);
    // A new version of it counts only in what is shared from then on.
    const more = template.replace("GetCustomModel", "CreateModelCopyJob");
    const version = { permissionArn: second, policyTemplate: more };
    await ram.send(new CreatePermissionVersionCommand(version));
    await nextRun();
    expect(await share.refresh()).toEqual({});
  });
});

describe("verifyKeyPolicies", () => {
  const encrypted = { ...args, resourceArns: [ENCRYPTED_MODEL], verifyKeyPolicies: true };
  const policyWith = (statement: object) => ({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*", Resource: "*" },
      { Effect: "Allow", Resource: "*", ...statement },
    ],
  });
  const allow = (Principal: object | string, Action: string | string[]) => policyWith({ Principal, Action });
  const exceptAction = (NotAction: string) => policyWith({ Principal: { AWS: MEMBER }, NotAction });
  const exceptPrincipal = (AWS: string) => policyWith({ NotPrincipal: { AWS }, Action: "kms:Decrypt" });

  it.each<[string, object, string[]]>([
    ["the account's root", allow({ AWS: `arn:aws:iam::${MEMBER}:root` }, "kms:Decrypt"), [MEMBER]],
    ["the account's id", allow({ AWS: [ACCOUNT, MEMBER] }, ["kms:De*"]), [MEMBER]],
    ["everybody, under whatever condition", allow("*", "kms:*"), [PRINCIPALS[1]!]],
    ["a role of the account", allow({ AWS: PRINCIPALS[3]! }, "kms:Decrypt"), [PRINCIPALS[3]!]],
    ["some account, which may be in the unit", allow({ AWS: MEMBER }, "kms:Decrypt"), [PRINCIPALS[2]!]],
    ["all who may not only manage it", exceptAction("kms:ScheduleKeyDeletion"), [MEMBER]],
    ["all but somebody", exceptPrincipal(ACCOUNT), [MEMBER]],
  ])("lets pass what %s may decrypt", async (_name, policy, principals) => {
    emulator.incidents.keyChanged(place, KEY, { policy: policy as never });
    await share.up({ ...encrypted, principals });
    expect(share.outputs["status"]).toBe("ACTIVE");
  });

  it.each<[string, object, string[]]>([
    ["nobody else", allow({ AWS: ACCOUNT }, "kms:Decrypt"), [MEMBER]],
    ["nobody of the unit", allow({ AWS: ACCOUNT }, "kms:Decrypt"), [PRINCIPALS[2]!]],
    [
      "the account, but only to encrypt",
      allow({ AWS: MEMBER }, ["kms:Encrypt", "kms:DescribeKey"]),
      [MEMBER],
    ],
  ])("refuses, before anything is shared, what lets in %s", async (_name, policy, principals) => {
    emulator.incidents.keyChanged(place, KEY, { policy: policy as never });
    await expect(share.up({ ...encrypted, principals })).rejects.toThrow(
      new RegExp(
        `could not copy ${ENCRYPTED_MODEL}: its key does not let it decrypt\\n  Allow kms:Decrypt to it in the policy of ${KEY}`,
      ),
    );
    expect(writes(emulator)).toEqual([]);
    await share.up({ ...encrypted, principals, verifyKeyPolicies: false });
    expect(writes(emulator)).toEqual(["CreateResourceShare"]);
  });

  it("lets pass what a grant lets decrypt", async () => {
    emulator.incidents.keyChanged(place, KEY, { policy: allow({ AWS: ACCOUNT }, "kms:Decrypt") });
    const credentials = { accessKeyId: ACCOUNT, secretAccessKey: "test" };
    const GranteePrincipal = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
    await new KMSClient({ region: REGION, endpoint: emulator.url, credentials }).send(
      new CreateGrantCommand({ KeyId: KEY, GranteePrincipal, Operations: ["Decrypt"] }),
    );
    await share.up(encrypted);
    expect(share.outputs["status"]).toBe("ACTIVE");
  });

  it.each(["GetKeyPolicy", "ListGrants"])("passes over a key where %s is denied", async (operation) => {
    const onlyOwner = allow({ AWS: ACCOUNT }, "kms:Decrypt");
    emulator.incidents.keyChanged(place, KEY, { policy: onlyOwner });
    emulator.faults.add({
      target: { operation },
      effect: { kind: "refusal", code: "AccessDeniedException", status: 403 },
    });
    await share.up(encrypted);
    expect(share.outputs["status"]).toBe("ACTIVE");
  });
});
