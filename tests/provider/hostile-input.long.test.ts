import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import type { PropertyMap } from "#engine/values/values";
import {
  ACCOUNT,
  CLASSIFIER,
  CUSTOM_MODEL,
  type Emulator,
  MEMBER,
  OUTSIDER,
  REGION,
} from "../support/emulator/emulated";
import { configFor, Host, Refused } from "../support/hosts/host";
import { reasonsFor } from "../support/hosts/refused";
import { GIVEN } from "../support/tables/inputs";

/** Longer than anything that is meant; a pattern that is tried at each place again would take minutes. */
const LENGTH = 100_000;
const long = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
/** What a program can hand over by mistake, and what a pattern may choke on. */
const HOSTILE: Record<string, unknown> = {
  "a long text": long("x"),
  "a long text of blanks": long(" "),
  "a long text of colons": `arn:aws:ram:${long(":resource-share/")} `,
  "a long text like a Region": `${long("us-")}east-1`,
  "a long ARN": `arn:aws:bedrock:us-east-1:111122223333:custom-model/${long("a.")}`,
  "an object with a toString of its own": { toString: "x", valueOf: "y" },
  "an object of many keys": Object.fromEntries(
    Array.from({ length: 500 }, (_, i) => [`${"k".repeat(200)}${i}`, i]),
  ),
  "an endless key": { [long("k")]: { toString: "x" } },
  "a list of lists": [[[]], null, { toString: "x" }],
  "a number": 1e308,
  nothing: null,
};

let emulator: Emulator;
let host: Host;
const SHARE = `arn:aws:ram:${REGION}:${ACCOUNT}:resource-share/11111111-2222-4333-8444-555555555555`;
beforeAll(async () => {
  emulator = await startEmulator();
  host = await Host.start(configFor(emulator));
});
afterAll(() => emulator.close());

/** All inputs that there are: the message that refuses an unknown one names them. */
async function inputsOf(kind: string): Promise<string[]> {
  const [reason] = await reasonsFor(emulator, kind, { ...GIVEN[kind], zzzzzzzzzzzz: 1 });
  return /known are (.+)$/.exec(reason!)![1]!.split(", ");
}

describe.each(Object.keys(GIVEN))("%s", (kind) => {
  it.each(Object.keys(HOSTILE))("refuses %s wherever it stands, at once and in few words", async (what) => {
    const hostile = HOSTILE[what] as PropertyMap;
    for (const name of await inputsOf(kind)) {
      const resource = host.resource(kind);
      const started = performance.now();
      const thrown: unknown = await resource.check({ ...GIVEN[kind], [name]: hostile } as never).then(
        () => undefined,
        (error: unknown) => error,
      );
      const seconds = (performance.now() - started) / 1000;
      // A number or none is as good as left out, or a tag; whatever else is refused, by name.
      if (thrown === undefined && mayPass(name, what)) continue;
      expect([name, thrown]).toEqual([name, expect.any(Refused)]);
      const { reasons } = thrown as Refused;
      // To the plugin nothing is what is not there: it names what is missing by a rule of the resource's, in whose words it can.
      const place = what === "nothing" ? "\\b" : "^";
      expect([name, reasons[0]]).toEqual([name, expect.stringMatching(new RegExp(`${place}${name}\\b`))]);
      expect(Math.max(...reasons.map((reason) => reason.length))).toBeLessThan(600);
      expect([name, seconds < 3]).toEqual([name, true]);
    }
  });
});

function mayPass(name: string, what: string): boolean {
  if (what === "nothing") return true;
  return name === "tags" && what === "an object with a toString of its own";
}

describe("what is behind an ARN is looked at", () => {
  const ROLE = `arn:aws:iam::${MEMBER}:role/importer`;
  it.each<[string, PropertyMap]>([
    ["ModelAgreement", { assumeRole: { roleArn: `${ROLE} extra` } }],
    ["ModelAgreement", { assumeRole: { roleArn: `${ROLE}\n` } }],
    ["ModelAgreement", { assumeRole: { roleArn: `${ROLE}/` } }],
    ["CustomModelCopy", { sourceModelArn: `${CUSTOM_MODEL} extra` }],
    ["CustomModelCopy", { sourceModelArn: `${CUSTOM_MODEL}?x=1` }],
    ["CustomModelCopy", { shareArn: `arn:aws:ram:${REGION}:${MEMBER}:resource-share/1 2` }],
    ["CustomModelCopy", { modelKmsKeyId: `arn:aws:kms:${REGION}:${MEMBER}:key/1\n` }],
    ["CustomModelShare", { principals: [`arn:aws:iam::${MEMBER}:role/importer extra`] }],
    ["CustomModelShare", { permissionArns: ["arn:aws:ram::aws:permission/Default extra"] }],
    ["CustomModelShareAcceptance", { shareArn: `${SHARE}\n` }],
    ["ComprehendModelImport", { sourceModelArn: `${CLASSIFIER}\n` }],
    ["ComprehendModelImport", { dataAccessRoleArn: `${ROLE} extra` }],
    ["ComprehendModelPolicy", { resourceArn: `${CLASSIFIER} extra` }],
    ["ComprehendModelPolicy", { importers: [{ principalArn: `${ROLE}\n` }] }],
    ["ModelLicenseGrant", { principal: `arn:aws:iam::${MEMBER}:root\n` }],
    ["ModelLicenseGrant", { principal: `arn:aws:organizations::${ACCOUNT}:organization/o-exampleorgid x` }],
  ])("%s %#", async (kind, change) => {
    const [name] = Object.keys(change);
    expect(await reasonsFor(emulator, kind, { ...GIVEN[kind], ...change })).toEqual([
      expect.stringMatching(new RegExp(`^${name}[^:]*: (must|is required)`)),
    ]);
  });
});

describe("a role that Comprehend is to be given", () => {
  const dataAccessRoleArn = `arn:aws:iam::${OUTSIDER}:role/comprehend`;
  const reasons = (more: PropertyMap, config: Record<string, string> = {}) =>
    reasonsFor(
      emulator,
      "ComprehendModelImport",
      { ...GIVEN["ComprehendModelImport"], dataAccessRoleArn, ...more },
      config,
    );
  const of = (account: string) =>
    `dataAccessRoleArn: is of account ${OUTSIDER}, but the import is in ${account}: AWS passes roles of the caller's own account only`;

  it("is of the account of the import, where that can be told at preview", async () => {
    const assumeRole = { roleArn: `arn:aws:iam::${MEMBER}:role/deployer` };
    expect(await reasons({ assumeRole })).toEqual([of(MEMBER)]);
    expect(await reasons({}, { "aws:allowedAccountIds": JSON.stringify([MEMBER]) })).toEqual([of(MEMBER)]);
    expect(await reasons({}, { "aws:assumeRoles": JSON.stringify([assumeRole]) })).toEqual([of(MEMBER)]);
    expect(await reasons({ assumeRole: { roleArn: `arn:aws:iam::${OUTSIDER}:role/deployer` } })).toEqual([]);
    expect(await reasons({})).toEqual([]);
  });

  it("while a key may be of another account, whose policy says who may use it", async () => {
    const modelKmsKeyId = `arn:aws:kms:${REGION}:${OUTSIDER}:key/11111111-2222-4333-8444-555555555555`;
    const assumeRole = { roleArn: `arn:aws:iam::${MEMBER}:role/deployer` };
    const own = { dataAccessRoleArn: `arn:aws:iam::${MEMBER}:role/comprehend` };
    expect(await reasons({ assumeRole, modelKmsKeyId, ...own })).toEqual([]);
    const copy = GIVEN["CustomModelCopy"];
    expect(await reasonsFor(emulator, "CustomModelCopy", { ...copy, modelKmsKeyId })).toEqual([]);
  });
});
