import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { UNKNOWN } from "#provider/core/props";
import {
  ACCOUNT,
  type Emulator,
  FORM,
  MEMBER,
  NEEDS_FORM,
  OUTSIDER,
  REGION,
  writes,
} from "../support/emulator/emulated";
import { startAltered } from "../support/emulator/altered";
import { decodeForm } from "#provider/services/bedrock/use-case-form";
import { configFor, Host, type Managed } from "../support/hosts/host";

const PUT = "PutUseCaseForModelAccess";
const GET = "GetUseCaseForModelAccess";
/** A Region that accounts have to enable. */
const OPT_IN = "af-south-1";
const OTHER = { ...FORM, companyName: "Sandbox Vendor", useCases: "Something else" };

const roles = { "model-access-deployer": {} };
const world = {
  accounts: { [ACCOUNT]: { optInRegions: [OPT_IN], roles }, [MEMBER]: { roles }, [OUTSIDER]: { roles } },
};

let emulator: Emulator;
let host: Host;
let submission: Managed;

async function start(
  options: { world?: WorldFile; clock?: RunningClock } = {},
  account = ACCOUNT,
): Promise<void> {
  await stop();
  const clock = options.clock ?? new RunningClock(1200);
  emulator = await startEmulator({ clock, world: { ...world, ...options.world } });
  host = await Host.start(configFor(emulator, account));
  submission = host.resource("UseCaseSubmission");
}

async function stop(): Promise<void> {
  await (host as Host | undefined)?.stop();
  await (emulator as Emulator | undefined)?.close();
}

async function nextRun(config: Record<string, string> = {}, account = ACCOUNT): Promise<void> {
  await host.stop();
  host = await Host.start({ ...configFor(emulator, account), ...config });
  submission.on(host);
}

const operations = (): string[] => emulator.requests.all().map(({ operation }) => operation);
const role = (account: string) => ({ roleArn: `arn:aws:iam::${account}:role/model-access-deployer` });
const files = (form: object, where = { account: ACCOUNT, region: REGION }) =>
  emulator.incidents.formFiled(where, form);

beforeEach(() => start());
afterAll(stop);

describe("create", () => {
  it("files the form where there is none, and reads it back (22)", async () => {
    expect(await submission.up(FORM)).toBe("create");
    expect(submission.state!.id).toBe(`${ACCOUNT}/global`);
    expect(submission.outputs).toMatchObject({
      ...FORM,
      accountId: ACCOUNT,
      region: REGION,
      adopted: false,
      formSource: "account",
    });
    expect(operations()).toEqual(["GetCallerIdentity", GET, PUT, GET]);
    expect(emulator.requests.all().at(-2)).toMatchObject({ region: REGION, status: 201 });
  });

  it("adopts an equal form without filing anything (23)", async () => {
    files(FORM);
    await submission.up(FORM);
    expect(submission.outputs).toMatchObject({ adopted: true, formSource: "account" });
    expect(writes(emulator)).toEqual([]);
  });

  it.each([
    ["in another order", Object.fromEntries(Object.entries(FORM).reverse())],
    ["with spaces around", { ...FORM, companyName: `  ${FORM.companyName}\n` }],
    ["with the console's dot in front", { ...FORM, useCases: `. ${FORM.useCases}` }],
    ["with a number", { ...FORM, intendedUsers: 0 }],
    ["with other line ends", { ...FORM, useCases: FORM.useCases.replace("\n", "\r\n") }],
  ])("takes a form %s for equal, now and in a refresh (24)", async (_, filed) => {
    files(filed);
    await submission.up(FORM);
    await nextRun();
    expect(await submission.refresh()).toEqual({});
    expect(await submission.up(FORM)).toBe("same");
    expect(writes(emulator)).toEqual([]);
  });

  it("takes a field that is missing for an empty one (24)", async () => {
    const { otherIndustryOption: _, ...filed } = FORM;
    files(filed);
    expect(await submission.up({ ...FORM, otherIndustryOption: "" })).toBe("create");
    const without: Record<string, string> = { ...FORM };
    delete without["otherIndustryOption"];
    expect(await submission.up(without)).toBe("same");
    expect(await submission.refresh()).toEqual({});
    expect(writes(emulator)).toEqual([]);
  });

  it("fails on another form by default, naming its fields and no value (25)", async () => {
    files(OTHER);
    await expect(submission.up(FORM)).rejects.toThrow(
      [
        `creating Bedrock use-case submission (global): another form is filed already and differs in companyName, useCases`,
        `  Perhaps it is from a run that was interrupted: then onExisting: "overwrite" is the way out, until it has run once.`,
        `  onExisting: "keep" leaves it as it is; "overwrite" files this one instead, which AWS may refuse.`,
        `  Nothing was changed.`,
      ].join("\n"),
    );
    expect(writes(emulator)).toEqual([]);
    expect(submission.state).toBeUndefined();
  });

  it("keeps another form and does not watch it (25)", async () => {
    files(OTHER);
    await submission.up({ ...FORM, onExisting: "keep" });
    expect(submission.outputs).toMatchObject({ ...FORM, adopted: true });
    expect(host.logs.map(({ message }) => message)).toContain(
      "kept the form that is filed; it differs in companyName, useCases",
    );
    await nextRun();
    expect(await submission.refresh()).toEqual({});
    expect(await submission.up({ ...FORM, onExisting: "keep", useCases: "New" })).toBe("update");
    expect(writes(emulator)).toEqual([]);
  });

  it("keeps also an equal form that was not its own, whatever the program wants later", async () => {
    files(FORM);
    await submission.up({ ...FORM, onExisting: "keep" });
    await nextRun();
    await submission.up({ ...FORM, onExisting: "keep", useCases: "Another use" });
    expect(writes(emulator)).toEqual([]);
  });

  it("that AWS does not show in time is waited for by the next run, and not filed again", async () => {
    await start({ world: { useCaseForm: { visibleAfterSeconds: 2400 } } });
    await expect(submission.up({ ...FORM, __timeouts: { create: 0.2 } })).rejects.toThrow(/still NOT_SHOWN/);
    await nextRun();
    expect(await submission.up(FORM)).toBe("update");
    expect(submission.outputs).toMatchObject({ adopted: false });
    expect(writes(emulator)).toEqual([PUT]);
  });

  it("overwrites another form (25)", async () => {
    files(OTHER);
    await submission.up({ ...FORM, onExisting: "overwrite" });
    expect(submission.outputs).toMatchObject({ ...FORM, adopted: false, formSource: "account" });
    expect(writes(emulator)).toEqual([PUT]);
  });

  it.each(["refused", "ignored"] as const)("says so where a second form is %s (25)", async (resubmission) => {
    await start({ world: { assumptions: { "bedrock.resubmission": resubmission } } });
    files(OTHER);
    const quickly = { __timeouts: { create: 0.3 } };
    const refused = submission.up({ ...FORM, ...quickly, onExisting: "overwrite" });
    if (resubmission === "refused") {
      await expect(refused).rejects.toThrow(/^creating Bedrock use-case submission .*ValidationException/);
      expect(submission.state).toBeUndefined();
    } else {
      await expect(refused).rejects.toThrow(
        /to be shown by AWS: still NOT_SHOWN after \d+ s\n {2}AWS has taken the form\. Where it goes on/,
      );
      expect(submission.state).toMatchObject({ id: `${ACCOUNT}/global`, initErrors: [expect.anything()] });
    }
    expect(writes(emulator)).toEqual([PUT]);
  });

  it("waits on, and neither files again nor speaks of others, where AWS takes a form and shows an earlier one", async () => {
    await start({ world: { assumptions: { "bedrock.resubmission": "ignored" } } });
    await submission.up(FORM);
    const quickly = { __timeouts: { create: 0.3, update: 0.3 } };
    const silent =
      /to be shown by AWS: still NOT_SHOWN after \d+ s\n {2}AWS has taken the form\. Where it goes on/;
    for (const puts of [[PUT], []]) {
      await nextRun();
      emulator.requests.clear();
      await expect(submission.up({ ...OTHER, ...quickly })).rejects.toThrow(silent);
      expect(writes(emulator)).toEqual(puts);
    }
    // Somebody has made AWS show it, or a refresh takes note of what it shows.
    files(OTHER);
    await nextRun();
    await submission.up(OTHER);
    expect(await submission.refresh()).toEqual({});
  });

  it("waits until AWS shows the form", async () => {
    await start({ world: { useCaseForm: { visibleAfterSeconds: 90 } } });
    await submission.up(FORM);
    expect(operations().filter((operation) => operation === GET).length).toBeGreaterThan(2);
    expect(writes(emulator)).toEqual([PUT]);
  });

  it("is read however often it was encoded (29)", () => {
    const encoded = (text: string, times: number): string =>
      times === 0 ? text : encoded(Buffer.from(text).toString("base64"), times - 1);
    for (const times of [0, 1, 2, 3]) {
      expect(decodeForm(Buffer.from(encoded(JSON.stringify(FORM), times)))).toEqual(FORM);
    }
    expect(decodeForm(Buffer.from(encoded(JSON.stringify(FORM), 4)))).toBeUndefined();
    expect(decodeForm(Buffer.from("[]"))).toBeUndefined();
  });
});

describe("an internal account", () => {
  it("is satisfied without a form, now and later (30)", async () => {
    await start({ world: { accounts: { [ACCOUNT]: { internal: true } }, organization: null } });
    await submission.up(FORM);
    expect(submission.outputs).toMatchObject({ adopted: false, formSource: "internal" });
    await nextRun();
    expect(await submission.refresh()).toEqual({});
    expect(await submission.up(FORM)).toBe("same");
    expect(await submission.up({ ...FORM, onExisting: "keep" })).toBe("update");
    await submission.destroy();
    expect(host.warnings()).toEqual([]);
    expect(writes(emulator)).toEqual([PUT]);
  });
});

describe("a member of an organization", () => {
  it("adopts the form that the management account has filed (33)", async () => {
    await start({}, MEMBER);
    files(FORM);
    await submission.up(FORM);
    expect(submission.outputs).toMatchObject({
      accountId: MEMBER,
      adopted: true,
      formSource: "organization",
    });
    expect(operations()).toEqual(["GetCallerIdentity", GET, "DescribeOrganization"]);
    await nextRun({}, MEMBER);
    expect(await submission.refresh()).toEqual({});
  });

  it("is told whose form may stand in the way (33)", async () => {
    await start({}, MEMBER);
    files(OTHER);
    await expect(submission.up(FORM)).rejects.toThrow(
      "The organization's management account may have filed it.",
    );
  });

  it("files one of its own where it cannot see the organization's (33)", async () => {
    await start({ world: { assumptions: { "bedrock.inheritedForm": "hidden" } } }, MEMBER);
    files(FORM);
    await submission.up(FORM);
    expect(submission.outputs).toMatchObject({ adopted: false, formSource: "account" });
    expect(emulator.requests.all().filter(({ operation }) => operation === PUT)).toMatchObject([
      { account: MEMBER },
    ]);
  });

  it("does without knowing its organization where it may not ask", async () => {
    await start({}, MEMBER);
    files(FORM);
    emulator.faults.add({
      target: { operation: "DescribeOrganization" },
      effect: { kind: "refusal", code: "AccessDeniedException", status: 400 },
    });
    await submission.up(FORM);
    expect(submission.outputs).toMatchObject({ adopted: true });
    expect(submission.outputs).not.toHaveProperty("formSource");
  });

  it("outside of any organization has a form of its own", async () => {
    await start({}, OUTSIDER);
    files(FORM, { account: OUTSIDER, region: REGION });
    await submission.up(FORM);
    expect(submission.outputs).toMatchObject({ adopted: true, formSource: "account" });
  });
});

describe("Regions", () => {
  it.each([
    ["us-west-2", {}, REGION, "global"],
    [OPT_IN, {}, OPT_IN, OPT_IN],
    ["us-west-2", { region: "eu-west-1" }, "eu-west-1", "global"],
    ["us-west-2", { region: OPT_IN }, OPT_IN, OPT_IN],
    [OPT_IN, { region: REGION }, REGION, "global"],
  ])(
    "configured %s, given %j: %s is called, for the form of %s (32)",
    async (configured, given, called, scope) => {
      await nextRun({ "aws:region": configured });
      await submission.up({ ...FORM, ...given });
      expect(submission.state!.id).toBe(`${ACCOUNT}/${scope}`);
      expect(submission.outputs["region"]).toBe(called);
      const puts = emulator.requests.all().filter(({ operation }) => operation === PUT);
      expect(puts).toMatchObject([{ region: called }]);
    },
  );

  it("are one for the form unless they are opt-in: only then a change replaces (32)", async () => {
    await submission.up(FORM);
    expect(await submission.preview({ ...FORM, region: "us-west-2" })).toBe("update");
    expect(await submission.up({ ...FORM, region: OPT_IN })).toBe("replace");
    expect(submission.state!.id).toBe(`${ACCOUNT}/${OPT_IN}`);
    expect(writes(emulator)).toEqual([PUT, PUT]);
  });

  it("that a resource names elsewhere than it was are looked at, without filing anything", async () => {
    await submission.up(FORM);
    expect(await submission.up({ ...FORM, region: "us-west-2" })).toBe("update");
    expect(submission.outputs).toMatchObject({ region: "us-west-2", adopted: false, formSource: "account" });
    expect(writes(emulator)).toEqual([PUT]);
  });
});

describe("read", () => {
  beforeEach(async () => {
    await submission.up(FORM);
    await nextRun();
    emulator.requests.clear();
  });

  it("shows what somebody else has changed, field by field; the next run files the form again", async () => {
    files({ ...FORM, companyName: "Somebody Else" });
    expect(await submission.refresh()).toEqual({ companyName: { diffKind: "update", inputDiff: true } });
    expect(await submission.up(FORM)).toBe("update");
    expect(submission.outputs).toMatchObject(FORM);
    expect(writes(emulator)).toEqual([PUT]);
  });

  it("takes only AWS's not-found for gone (31)", async () => {
    emulator.incidents.formRemoved({ account: ACCOUNT, region: REGION });
    expect(await submission.refresh()).toBeUndefined();
  });

  it.each([
    ["AccessDeniedException", 403],
    ["ThrottlingException", 429],
    ["InternalServerException", 500],
    ["SomethingNewException", 404],
  ])("takes %s for an error and keeps the state (31)", async (code, status) => {
    await nextRun({ "aws:maxRetries": "0" });
    emulator.faults.add({ target: { operation: GET }, effect: { kind: "refusal", code, status } });
    await expect(submission.refresh()).rejects.toThrow(
      new RegExp(`^reading Bedrock use-case submission \\(${ACCOUNT}/global\\): ${code}`),
    );
    expect(submission.state).toBeDefined();
  });

  it("takes an answer without a form neither for gone nor for another form", async () => {
    const altered = await startAltered(emulator, (path) => (path.includes("use-case") ? {} : undefined));
    submission.on(await Host.start(configFor(altered)));
    const lacks = "AWS's answer to GetUseCaseForModelAccess lacks formData";
    await expect(submission.refresh()).rejects.toThrow(lacks);
    await expect(submission.up(OTHER)).rejects.toThrow(lacks);
    expect(writes(emulator)).toEqual([]);
    await altered.close();
  });

  it("refuses to look into another account", async () => {
    await nextRun({}, MEMBER);
    await expect(submission.refresh()).rejects.toThrow(
      `refused, because the credentials are of account ${MEMBER}`,
    );
    expect(operations()).not.toContain(GET);
  });
});

describe("update", () => {
  beforeEach(async () => {
    await submission.up(FORM);
    await nextRun();
    emulator.requests.clear();
  });

  it.each(Object.keys(FORM))("of %s files the form once more, and warns before", async (field) => {
    const changed = { ...FORM, [field]: "2" };
    expect(await submission.preview(changed)).toBe("update");
    expect(host.warnings()).toEqual([
      "a form that was filed is filed again; AWS does not document that it can be changed",
    ]);
    expect(await submission.up(changed)).toBe("update");
    expect(submission.outputs).toMatchObject(changed);
    expect(writes(emulator)).toEqual([PUT]);
  });

  it("of what nobody knows yet warns of nothing", async () => {
    await submission.preview({ ...FORM, useCases: UNKNOWN });
    expect(host.warnings()).toEqual([]);
  });

  it("of anything else files nothing", async () => {
    expect(await submission.up({ ...FORM, onExisting: "overwrite" })).toBe("update");
    expect(await submission.up({ ...FORM, assumeRole: role(ACCOUNT) })).toBe("update");
    expect(writes(emulator)).toEqual([]);
  });

  it("stops where somebody else has changed the form meanwhile, until a refresh has taken note", async () => {
    files({ ...FORM, industryOption: "Retail" });
    const changed = { ...FORM, useCases: "New use" };
    await expect(submission.up(changed)).rejects.toThrow(
      /another form is filed already and differs in industryOption, useCases\n {2}It was changed outside/,
    );
    expect(writes(emulator)).toEqual([]);
    await submission.refresh();
    expect(await submission.up(changed)).toBe("update");
    expect(writes(emulator)).toEqual([PUT]);
  });
});

describe("delete", () => {
  it("asks AWS nothing, and says that the form stays (27)", async () => {
    await submission.up(FORM);
    await nextRun();
    emulator.requests.clear();
    await submission.destroy();
    expect(operations()).toEqual([]);
    expect(host.warnings()).toEqual([
      `the use-case form of account ${ACCOUNT} (global) stays filed: AWS has no way to withdraw it`,
    ]);
  });
});

describe("a forced replacement", () => {
  it("that deletes first keeps whose form it is; one that creates first finds a form", async () => {
    await submission.up(FORM);
    await nextRun();
    await submission.forceReplace(FORM, "delete-first");
    expect(submission.outputs).toMatchObject({ adopted: false, formSource: "account" });
    await nextRun();
    await submission.forceReplace(FORM, "create-first");
    expect(submission.outputs).toMatchObject({ adopted: true });
    expect(writes(emulator)).toEqual([PUT]);
  });
});

describe("a program that was edited after a run that was interrupted", () => {
  it("is told of that run, and how to file its form all the same", async () => {
    const doomed = await Host.start(configFor(emulator), {});
    const end = emulator.requests.listen(({ operation }) => {
      if (operation === PUT) doomed.process.host.kill("SIGKILL");
    });
    await expect(doomed.resource("UseCaseSubmission").up(FORM)).rejects.toThrow();
    end();
    await doomed.stop();
    await expect(submission.up(OTHER)).rejects.toThrow(
      'Perhaps it is from a run that was interrupted: then onExisting: "overwrite" is the way out, until it has run once.',
    );
    await submission.up({ ...OTHER, onExisting: "overwrite" });
    await nextRun();
    expect(await submission.up(OTHER)).toBe("update");
    expect(writes(emulator)).toEqual([PUT, PUT]);
  });
});

describe("two resources for one account", () => {
  it("may want the same form, of which the second one is warned once", async () => {
    await submission.up(FORM);
    const second = host.resource("UseCaseSubmission", "second");
    await second.preview(FORM);
    await second.up(FORM);
    expect(writes(emulator)).toEqual([PUT]);
    expect(host.warnings()).toEqual(["it declares the same form for the same account: one is enough"]);
  });

  it.each<[what: string, config: Record<string, string>]>([
    ["the configured roles lead to", { "aws:assumeRoles": JSON.stringify([role(MEMBER)]) }],
    ["alone is allowed", { "aws:allowedAccountIds": JSON.stringify([MEMBER]) }],
  ])("with different forms are refused at preview also in the account that %s", async (_what, config) => {
    await nextRun({ ...configFor(emulator), ...config });
    await submission.preview(FORM);
    const second = host.resource("UseCaseSubmission", "second");
    await expect(second.preview({ ...OTHER, assumeRole: role(MEMBER) })).rejects.toThrow(
      "the resource it files another form for the same account",
    );
  });

  it("of roles that are not known yet are not taken for one account's", async () => {
    const assumeRole = { roleArn: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" };
    await submission.preview({ ...FORM, assumeRole });
    const second = host.resource("UseCaseSubmission", "second");
    expect(await second.preview({ ...OTHER, assumeRole })).toBe("create");
  });

  it("with different forms are refused at preview", async () => {
    await submission.preview(FORM);
    await expect(host.resource("UseCaseSubmission", "second").preview(OTHER)).rejects.toThrow(
      "the resource it files another form for the same account; they differ in companyName, useCases",
    );
  });

  it("with different forms are refused before anything is filed where only AWS can tell the account", async () => {
    await submission.up(FORM);
    const second = host.resource("UseCaseSubmission", "second");
    await expect(second.up({ ...OTHER, assumeRole: role(ACCOUNT) })).rejects.toThrow(
      "the resource it files another form for the same account",
    );
    expect(writes(emulator)).toEqual([PUT]);
  });

  it("of different accounts, or of which one's form is not known yet, are none of our business", async () => {
    await submission.preview(FORM);
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const resource = (name: string) => host.resource("UseCaseSubmission", name);
    expect(await resource("second").preview({ ...OTHER, assumeRole: role(MEMBER) })).toBe("create");
    expect(await resource("third").preview({ ...OTHER, useCases: unknown })).toBe("create");
    expect(await resource("fourth").preview({ ...OTHER, region: OPT_IN })).toBe("create");
  });
});

describe("an agreement that wants the form", () => {
  const args = { modelId: NEEDS_FORM };

  it("says which resource to add", async () => {
    const refused = host.resource("ModelAgreement").up(args);
    await expect(refused).rejects.toThrow(/AccessDeniedException: You have not filled out the request form/);
    await expect(refused).rejects.toThrow(/\n {2}.*UseCaseSubmission/);
    expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
  });

  it("waits for a form that was filed a moment ago", async () => {
    await start({ world: { useCaseForm: { effectiveAfterSeconds: 100 } } });
    await submission.up(FORM);
    await host.resource("ModelAgreement").up(args);
    const accepted = emulator.requests.all().filter(({ status }) => status === 202);
    expect(accepted.map(({ operation }) => operation)).toEqual(["CreateFoundationModelAgreement"]);
  });

  it("does not wait for ever, and says what AWS said", async () => {
    await start({ world: { useCaseForm: { effectiveAfterSeconds: 1e6 } } });
    await submission.up(FORM);
    const refused = host.resource("ModelAgreement").up({ ...args, __timeouts: { create: 0.3 } });
    await expect(refused).rejects.toThrow(
      new RegExp(
        `^waiting for Bedrock model agreement \\(${NEEDS_FORM}\\) to be accepted, ` +
          "once the first-use form that was filed counts: still AccessDeniedException after \\d+ s\n" +
          "  You have not filled out the request form",
      ),
    );
  });
});
