import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import type { PropertyMap } from "#engine/values/values";
import { UNKNOWN } from "#provider/core/props";
import { importFile } from "#provider/host/dynamic/import-file";
import { importersPolicy, shownPolicy } from "../support/aws/comprehend";
import {
  ACCOUNT,
  CLASSIFIER,
  type Emulator,
  MEMBER,
  OUTSIDER,
  RECOGNIZER,
  REGION,
  writes,
} from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";

const PUT = "PutResourcePolicy";
const REMOVE = "DeleteResourcePolicy";
const ROLE = `arn:aws:iam::${MEMBER}:role/importer`;
const place = { account: ACCOUNT, region: REGION };
const args = { resourceArn: CLASSIFIER, importers: [{ accountId: MEMBER }] };
const THING = "Comprehend model policy \\(ticket-topics/v1\\)";

let emulator: Emulator;
let host: Host;
let policy: Managed;

async function begin(world?: WorldFile): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(3600), ...(world && { world }) });
  await nextRun();
  policy = host.resource("ComprehendModelPolicy");
}

async function nextRun(): Promise<void> {
  host = await Host.start(configFor(emulator));
  emulator.requests.clear();
}

const written = (): string[] => writes(emulator);
/** The policy without the Sids that are ours. */
const shown = async (): Promise<unknown> => {
  const live = await shownPolicy(emulator);
  return live && (JSON.parse(live.text.replace(/"Sid":"PulumiModelAccess\w+",?/g, "")) as unknown);
};
/** Somebody puts a policy by hand. */
const byHand = (text: object | undefined): void =>
  emulator.incidents.modelPolicyChanged(place, CLASSIFIER, text && JSON.stringify(text));

beforeEach(() => begin());
afterAll(() => emulator.close());

describe("create", () => {
  it("puts the documented statement and knows its revision; another run does nothing (71)", async () => {
    expect(await policy.up(args)).toBe("create");
    expect(written()).toEqual([PUT]);
    expect(await shown()).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${MEMBER}:root` },
          Action: "comprehend:ImportModel",
          Resource: "*",
        },
      ],
    });
    const { revision } = (await shownPolicy(emulator))!;
    expect(policy.state!.id).toBe(CLASSIFIER);
    expect(policy.outputs).toMatchObject({
      policyRevisionId: revision,
      creationTime: expect.stringMatching(/^\d{4}-.*Z$/),
      lastModifiedTime: expect.stringMatching(/^\d{4}-.*Z$/),
      statements: { [MEMBER]: { Effect: "Allow", Principal: { AWS: MEMBER } } },
      policy: expect.stringContaining(`"arn:aws:iam::${MEMBER}:root"`),
      accountId: ACCOUNT,
      region: REGION,
      adopted: false,
    });
    await nextRun();
    expect(await policy.on(host).refresh()).toEqual({});
    expect(emulator.requests.all().map(({ operation }) => operation)).toEqual([
      "GetCallerIdentity",
      "DescribeResourcePolicy",
    ]);
    expect(await policy.up(args)).toBe("same");
  });

  it("says the same of all importers in one statement, of a recognizer as well (78)", async () => {
    const importers: PropertyMap[] = [{ principalArn: ROLE }, { accountId: OUTSIDER }, { accountId: MEMBER }];
    await policy.up({ resourceArn: RECOGNIZER, importers });
    const { text } = (await shownPolicy(emulator, RECOGNIZER))!;
    expect(JSON.parse(text)).toMatchObject({
      Statement: [
        { Principal: { AWS: [ROLE, `arn:aws:iam::${MEMBER}:root`, `arn:aws:iam::${OUTSIDER}:root`] } },
      ],
    });
    expect(Object.keys(policy.outputs["statements"] as object).sort()).toEqual([MEMBER, OUTSIDER, ROLE]);
  });

  it("calls the model's Region, whatever the configuration says", async () => {
    host = await Host.start({ ...configFor(emulator), "aws:region": "eu-west-1" });
    await policy.on(host).up(args);
    expect(policy.outputs).toMatchObject({ region: REGION });
    expect(await shown()).toBeDefined();
  });

  it("adopts a policy that means the same, and keeps it on destroy (73)", async () => {
    byHand(importersPolicy([MEMBER], { Sid: "ByHand", Action: ["comprehend:ImportModel"], Resource: ["*"] }));
    expect(await policy.up(args)).toBe("create");
    expect(policy.outputs).toMatchObject({ adopted: true });
    await nextRun();
    expect(await policy.on(host).refresh()).toEqual({});
    await policy.destroy();
    expect(host.warnings()).toEqual([expect.stringContaining("it was there before this resource")]);
    expect(written()).toEqual([]);
    expect(await shown()).toBeDefined();
  });

  it("is refused where another policy is there, which names the statement, and overwrites it when asked", async () => {
    byHand(importersPolicy([MEMBER, OUTSIDER]));
    await expect(policy.up(args)).rejects.toThrow(
      new RegExp(
        `^creating ${THING}: another policy is there already\\n` +
          `  Its statements, as against this one: ${OUTSIDER} \\(added\\)\\.\\n` +
          `  onExisting: "overwrite" puts this one instead\\. Nothing was changed\\.\\n`,
      ),
    );
    expect(written()).toEqual([]);
    expect(policy.state).toBeUndefined();
    await policy.up({ ...args, onExisting: "overwrite" });
    expect(host.warnings()).toEqual([expect.stringContaining(`overwrote another policy`)]);
    expect(await shown()).toMatchObject({
      Statement: [{ Principal: { AWS: `arn:aws:iam::${MEMBER}:root` } }],
    });
  });

  it("tells a model that does not exist from one that has no policy", async () => {
    const missing = CLASSIFIER.replace("/v1", "/v9");
    await expect(policy.up({ ...args, resourceArn: missing })).rejects.toThrow(
      new RegExp(
        `^creating .*: account ${ACCOUNT} has no such model in ${REGION}\\n {2}Versions are listed by aws`,
      ),
    );
    expect(written()).toEqual([]);
  });

  it("is refused with the credentials of another account", async () => {
    host = await Host.start(configFor(emulator, MEMBER));
    await expect(policy.on(host).up(args)).rejects.toThrow(
      /refused, because the credentials are of account 4444/,
    );
  });

  it("of a policy as text sends it without line breaks, and its Sids", async () => {
    const text = JSON.stringify(importersPolicy(ROLE, { Sid: "Partner" }), undefined, 2);
    await policy.up({ resourceArn: CLASSIFIER, policy: text });
    expect((await shownPolicy(emulator))!.text).not.toMatch(/\n/);
    expect(await shown()).toEqual(importersPolicy(ROLE, { Sid: "Partner" }));
    const again = importersPolicy(ROLE, { Sid: "Partner", Resource: ["*"] });
    expect(await policy.preview({ resourceArn: CLASSIFIER, policy: again })).toBe("same");
  });

  it("waits no longer than it may for AWS to show the policy, and goes on in the next run", async () => {
    emulator.faults.add({
      target: { operation: "DescribeResourcePolicy" },
      effect: { kind: "refusal", code: "ResourceNotFoundException", status: 400 },
    });
    await expect(policy.up({ ...args, __timeouts: { create: 0.1 } })).rejects.toThrow(
      new RegExp(
        `^waiting for ${THING} to be shown by AWS: still NOT_SHOWN after \\d+ s\\n  Nothing is lost: the next run`,
      ),
    );
    expect(policy.state!.id).toBe(CLASSIFIER);
    emulator.faults.clear();
    await nextRun();
    expect(await policy.on(host).up(args)).toBe("update");
    expect(written()).toEqual([]);
    expect(policy.outputs).toMatchObject({ adopted: false });
  });
});

describe("update", () => {
  it("puts the policy in place, with the revision that was just read (71)", async () => {
    await policy.up(args);
    const before = policy.outputs["policyRevisionId"];
    await nextRun();
    expect(await policy.on(host).up({ ...args, importers: [{ accountId: OUTSIDER }] })).toBe("update");
    expect(written()).toEqual([PUT]);
    expect(policy.outputs["policyRevisionId"]).not.toBe(before);
    expect(await shown()).toMatchObject({
      Statement: { 0: { Principal: { AWS: expect.stringContaining(OUTSIDER) } } },
    });
  });

  it("from importers to a policy that means the same writes nothing (73)", async () => {
    await policy.up(args);
    await nextRun();
    const same = { resourceArn: CLASSIFIER, policy: importersPolicy([`arn:aws:iam::${MEMBER}:root`]) };
    expect(await policy.on(host).up(same)).toBe("update");
    expect(await policy.up(same)).toBe("same");
    expect(written()).toEqual([]);
  });

  it("of onExisting and deletionPolicy is none of AWS's business", async () => {
    await policy.up(args);
    await nextRun();
    expect(await policy.on(host).up({ ...args, onExisting: "overwrite", deletionPolicy: "retain" })).toBe(
      "update",
    );
    expect(written()).toEqual([]);
    await policy.destroy();
    expect(host.warnings()).toEqual([expect.stringContaining('its deletionPolicy is "retain"')]);
  });

  it("of the model replaces: the new policy first", async () => {
    await policy.up(args);
    await nextRun();
    expect(await policy.on(host).up({ ...args, resourceArn: RECOGNIZER })).toBe("replace");
    expect(written()).toEqual([PUT, REMOVE]);
    expect(await shown()).toBeUndefined();
  });

  it("after somebody's change is refused with the statement, and done once a refresh has shown it (72)", async () => {
    await policy.up(args);
    byHand(importersPolicy([MEMBER, OUTSIDER]));
    await nextRun();
    const change = { ...args, importers: [{ principalArn: ROLE }] };
    await expect(policy.on(host).up(change)).rejects.toThrow(
      new RegExp(
        `^updating ${THING}: the policy was changed outside of this stack\\n` +
          `  Its statements, as against what was known: ${OUTSIDER} \\(added\\)\\.\\n` +
          "  `pulumi refresh` takes note of it and shows it\\.",
      ),
    );
    expect(written()).toEqual([]);
    expect(Object.keys((await policy.refresh())!)).toEqual([`statements.${OUTSIDER}`]);
    expect(await policy.up(change)).toBe("update");
    expect(await shown()).toEqual(importersPolicy(ROLE, {}));
  });

  it("that is overtaken between its look and its put reads again and names what has come (72)", async () => {
    await policy.up(args);
    await nextRun();
    const end = emulator.requests.listen(({ operation }) => {
      if (operation !== "DescribeResourcePolicy") return;
      end();
      byHand(importersPolicy([MEMBER], { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }));
    });
    await expect(policy.on(host).up({ ...args, importers: [{ accountId: OUTSIDER }] })).rejects.toThrow(
      new RegExp(`changed outside of this stack\\n.*: ${MEMBER} \\(Condition\\)\\.`),
    );
    expect(await shown()).toMatchObject({ Statement: [{ Condition: expect.anything() }] });
  });

  it("that is overtaken by a put of the same policy goes on (72)", async () => {
    await policy.up(args);
    await nextRun();
    const end = emulator.requests.listen(({ operation }) => {
      if (operation !== "DescribeResourcePolicy") return;
      end();
      byHand(importersPolicy(MEMBER));
    });
    await policy.on(host).up({ ...args, importers: [{ accountId: OUTSIDER }] });
    expect(await shown()).toMatchObject({
      Statement: { 0: { Principal: { AWS: expect.stringContaining(OUTSIDER) } } },
    });
  });

  it("whose answer is lost finds its own policy, and puts it once", async () => {
    await policy.up(args);
    await nextRun();
    emulator.faults.add({ target: { operation: PUT }, times: 1, effect: { kind: "reset", when: "after" } });
    await policy.on(host).up({ ...args, importers: [{ accountId: OUTSIDER }] });
    const carriedOut = emulator.requests.all().filter((one) => one.operation === PUT && one.carriedOut);
    expect(carriedOut).toHaveLength(1);
    expect(policy.outputs).toMatchObject({ adopted: false });
  });

  it.each([
    ["Sids of its own", { "comprehend.policySids": "made" }],
    ["the unique ids of roles", { "comprehend.policyPrincipals": "uniqueIds" }],
  ])(
    "whose run was killed takes what it has put for its own where AWS shows %s",
    async (_what, assumptions) => {
      await begin({ assumptions });
      await policy.up(args);
      const saved = structuredClone(policy.state!);
      const importers: PropertyMap[] = [{ accountId: OUTSIDER }, { principalArn: ROLE }];
      const changed = { ...args, importers };
      await policy.up(changed);
      Object.assign(policy, { state: saved });
      await nextRun();
      expect(await policy.on(host).up(changed)).toBe("update");
      await nextRun();
      expect(await policy.on(host).refresh()).toEqual({});
      byHand(importersPolicy(ROLE.replace("importer", "another")));
      await nextRun();
      await expect(policy.on(host).up(args)).rejects.toThrow("the policy was changed outside of this stack");
    },
  );

  it("works where AWS wants a revision and shows policies letter by letter", async () => {
    await begin({
      assumptions: { "comprehend.policyWithoutRevision": "refused", "comprehend.policyText": "verbatim" },
    });
    await policy.up(args);
    await nextRun();
    expect(await policy.on(host).refresh()).toEqual({});
    await policy.up({ ...args, importers: [{ accountId: OUTSIDER }] });
    expect(written()).toEqual([PUT]);
    await nextRun();
    await policy.on(host).destroy();
    expect(written()).toEqual([REMOVE]);
  });
});

describe("drift", () => {
  it("of a policy that is gone shows it deleted, and the next run puts it again (74)", async () => {
    await policy.up(args);
    byHand(undefined);
    await nextRun();
    expect(await policy.on(host).refresh()).toBeUndefined();
    expect(host.warnings()).toEqual([]);
    await policy.up(args);
    expect(written()).toEqual([PUT]);
  });

  it("of a model that is gone says so", async () => {
    await policy.up(args);
    emulator.incidents.comprehendModelDeleted(place, CLASSIFIER);
    await nextRun();
    expect(await policy.on(host).refresh()).toBeUndefined();
    expect(host.warnings()).toEqual(["the model is gone, and its policy with it"]);
  });

  it.each([
    ["a principal", importersPolicy([MEMBER, ROLE]), [`statements["${ROLE}"]`]],
    ["an effect", importersPolicy(MEMBER, { Effect: "Deny" }), [`statements.${MEMBER}.Effect`]],
    ["a resource", importersPolicy(MEMBER, { Resource: CLASSIFIER }), [`statements.${MEMBER}.Resource`]],
    [
      "a condition",
      importersPolicy(MEMBER, { Condition: { Bool: { "aws:SecureTransport": true } } }),
      [`statements.${MEMBER}.Condition`],
    ],
  ])("of %s names the statement, and is repaired (74)", async (_what, edited, paths) => {
    await policy.up(args);
    byHand(edited);
    await nextRun();
    expect(Object.keys((await policy.on(host).refresh())!)).toEqual(paths);
    expect(await policy.up(args)).toBe("update");
    expect(await shown()).toEqual(JSON.parse(policy.outputs["policy"] as string));
    await nextRun();
    expect(await policy.on(host).refresh()).toEqual({});
  });

  it("is none in a revision or a time (73)", async () => {
    await policy.up(args);
    byHand({ ...importersPolicy(MEMBER, { Sid: "ByHand" }) });
    await nextRun();
    expect(await policy.on(host).refresh()).toEqual({});
    expect(policy.outputs["policyRevisionId"]).toBe((await shownPolicy(emulator))!.revision);
    expect(await policy.up(args)).toBe("same");
  });

  it("is not seen in a refusal", async () => {
    await policy.up(args);
    emulator.faults.add({
      target: { operation: "DescribeResourcePolicy" },
      effect: { kind: "refusal", code: "AccessDeniedException", status: 400 },
    });
    await nextRun();
    await expect(policy.on(host).refresh()).rejects.toThrow(new RegExp(`^reading ${THING}: AccessDenied`));
    expect(policy.state).toBeDefined();
  });
});

describe("whichever way AWS is", () => {
  it.each([
    ["answers an absent policy with an error", { absentPolicy: "ResourceNotFoundException" }],
    ["leaves out Sids", { policySids: "dropped" }],
    ["makes up Sids", { policySids: "made" }],
    ["names roles by their unique ids", { policyPrincipals: "uniqueIds" }],
    ["names accounts by their ids", { policyPrincipals: "ids" }],
    ["shows a policy late", { policyShown: "late", withdrawnPolicy: "late" }],
    ["says of an old revision that it is not found", { staleRevision: "ResourceNotFoundException" }],
    ["minds no revision where there is no policy", { revisionOfNone: "ignored" }],
  ])("%s: it is put once, shows no drift, changes, is repaired and deleted", async (_what, assumed) => {
    const named = Object.entries(assumed).map(([name, alternative]) => [`comprehend.${name}`, alternative]);
    await begin({ assumptions: Object.fromEntries(named) as Record<string, string> });
    const mine = (Sid: string): PropertyMap => ({
      resourceArn: CLASSIFIER,
      policy: importersPolicy([ROLE, MEMBER], { Sid }),
    });
    await policy.up(mine("First"));
    await nextRun();
    expect(await policy.on(host).refresh()).toEqual({});
    expect(await policy.up(mine("First"))).toBe("same");
    expect(await policy.up(mine("Second"))).toBe("update");
    expect(written()).toEqual([PUT]);
    byHand(importersPolicy(OUTSIDER));
    await nextRun();
    expect(Object.keys((await policy.on(host).refresh())!)).toContain(`statements.${OUTSIDER}`);
    expect(await policy.up(mine("Second"))).toBe("update");
    const end = emulator.requests.listen(({ operation }) => {
      if (operation !== "DescribeResourcePolicy") return;
      end();
      byHand(JSON.parse(JSON.stringify(mine("Second")["policy"])) as object);
    });
    await nextRun();
    await policy
      .on(host)
      .destroy()
      .catch(() => policy.refresh().then(() => policy.destroy()));
    expect(await shown()).toBeUndefined();
  });
});

describe("delete", () => {
  it("deletes the policy with its revision; one that is gone is no error (71)", async () => {
    await policy.up(args);
    const again = Object.assign(host.resource("ComprehendModelPolicy"), { state: { ...policy.state! } });
    await nextRun();
    await policy.on(host).destroy();
    expect(written()).toEqual([REMOVE]);
    expect(await shown()).toBeUndefined();
    await again.on(host).destroy();
  });

  it("of a policy that somebody has changed is refused with the statement, unless it is to go in any case (72)", async () => {
    await policy.up(args);
    byHand(importersPolicy([MEMBER, OUTSIDER]));
    await nextRun();
    await expect(policy.on(host).destroy()).rejects.toThrow(
      new RegExp(
        `^deleting ${THING}: the policy was changed outside of this stack\\n.*${OUTSIDER} \\(added\\)`,
      ),
    );
    policy.state!.outputs["deletionPolicy"] = "delete";
    await policy.destroy();
    expect(await shown()).toBeUndefined();
  });

  it("of a resource that was renamed keeps what the run wants", async () => {
    await policy.up(args);
    await nextRun();
    await host.resource("ComprehendModelPolicy", "renamed").up(args);
    await policy.on(host).destroy();
    expect(host.warnings()).toEqual([
      expect.stringContaining("the resource renamed still uses it, and owns it from now on"),
    ]);
    expect(written()).toEqual([PUT]);
    expect(await shown()).toBeDefined();
  });
});

it("a forced replacement does not take its own policy for a stranger's", async () => {
  await policy.up(args);
  await nextRun();
  expect(await policy.on(host).preview(args)).toBe("same");
  const replacement = host.resource("ComprehendModelPolicy");
  await replacement.up(args);
  expect(replacement.outputs).toMatchObject({ adopted: false });
  await policy.destroy();
  expect(host.warnings()).toEqual([expect.stringContaining("the resource it still uses it")]);
  expect(written()).toEqual([]);
});

it("a policy that is there is imported as the whole it is", async () => {
  byHand(importersPolicy([ROLE, MEMBER], { Sid: "ByHand" }));
  const wanted = { type: "ComprehendModelPolicy", name: "topics", id: CLASSIFIER };
  const { resources } = await importFile([wanted], configFor(emulator));
  const inputs = { ...resources[0]!.inputs, __urn: policy.urn } as PropertyMap;
  expect(inputs).toMatchObject({ resourceArn: CLASSIFIER, region: REGION });
  expect(await policy.check(inputs)).toMatchObject({
    policy: inputs["policy"],
    statements: inputs["statements"],
  });
  expect(
    await policy.check({
      resourceArn: CLASSIFIER,
      policy: importersPolicy([MEMBER, ROLE], { Sid: "ByHand" }),
    }),
  ).toMatchObject({ policy: inputs["policy"], statements: inputs["statements"] });
  expect(resources[0]!.outputs).toMatchObject({ adopted: true, accountId: ACCOUNT });
  await expect(importFile([{ ...wanted, id: RECOGNIZER }], configFor(emulator))).rejects.toThrow(
    "the model has no policy, or does not exist",
  );
});

it("two resources for the policy of one model are refused at preview", async () => {
  await policy.check(args);
  const refusal = "resourceArn: is the model of the resource it as well, and a model has one policy";
  const other = host.resource("ComprehendModelPolicy", "other");
  await expect(other.check({ ...args, importers: [{ accountId: OUTSIDER }] })).rejects.toThrow(refusal);
  await other.check({ ...args, resourceArn: RECOGNIZER });
  await other.check({ ...args, resourceArn: UNKNOWN });
  expect(await policy.check(args)).toMatchObject(args);
});
