import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type Emulator, RunningClock, startEmulator } from "#emulator/index";
import type { PropertyMap } from "#engine/values/values";

import { configFor } from "../../support/hosts/host";
import { Plugin, UNKNOWN, type Wire } from "../../support/hosts/plugin";
import { type Subject, SUBJECTS } from "../../support/tables/subjects";

/** What an update need not find out anew, and an import can tell: the id of each object, and where it is. */
const SETTLED = ["accountId", "region"];

describe.each(SUBJECTS)("a $kind", (subject: Subject) => {
  const about = { kind: subject.kind };
  let emulator: Emulator;
  let plugin: Plugin;
  let args: PropertyMap;
  let id: string;
  let inputs: Wire;
  let previewed: Wire;
  let properties: Wire;

  beforeAll(async () => {
    const { world, account } = subject;
    emulator = await startEmulator({ clock: new RunningClock(6000), ...(world && { world }) });
    args = await subject.prepare(emulator);
    plugin = await Plugin.configured(configFor(emulator, account));
    ({ inputs } = await plugin.check(about, args));
    const { properties: planned } = await plugin.create(about, inputs, { preview: true });
    previewed = planned;
    ({ id, properties } = await plugin.create(about, inputs));
  });
  afterAll(async () => {
    await plugin.stop();
    await emulator.close();
  });

  /** What a preview says of an object and what becomes of it agree, wherever it says anything. */
  function expectAgreement(planned: Wire, became: Wire): void {
    const known = Object.entries(planned).filter(([, value]) => value !== UNKNOWN);
    expect(became).toMatchObject(Object.fromEntries(known));
  }

  it("is previewed as it is made: what nobody can know yet is unknown", () => {
    expectAgreement(previewed, properties);
    expect(previewed["accountId"]).toBe(UNKNOWN);
    expect(Object.keys(inputs).filter((name) => !(name in previewed))).toEqual([]);
  });

  it("is without a change once it is made, and read", async () => {
    const read = await plugin.read(about, id, { inputs, properties });
    expect(read.id).toBe(id);
    const diff = await plugin.diff(about, {
      id,
      olds: read.properties,
      oldInputs: read.inputs,
      news: inputs,
    });
    expect(diff).toMatchObject({ changes: "DIFF_NONE", details: {} });
  });

  it("is imported by its id alone, and is without a change under the inputs that the import shows", async () => {
    const found = await plugin.read(about, id);
    expect(found.id).toBe(id);
    const { inputs: checked, reasons } = await plugin.check(about, found.inputs, found.inputs);
    expect(reasons).toEqual([]);
    const given = { id, olds: found.properties, oldInputs: found.inputs, news: checked };
    expect(await plugin.diff(about, given)).toMatchObject({ changes: "DIFF_NONE", details: {} });
    for (const name of SETTLED) expect(found.properties[name]).toEqual(properties[name]);
  });

  it("is found by an id that is none in no case, and says what one looks like", async () => {
    await expect(plugin.read(about, "none")).rejects.toThrow(/"none" is no /);
  });

  it("is updated as it is previewed, and what cannot change stays known", async () => {
    if (!subject.change || subject.replaces) return;
    const news = (await plugin.check(about, { ...args, ...subject.change }, inputs)).inputs;
    const given = { id, olds: properties, oldInputs: inputs, news };
    const planned = await plugin.update(about, given, { preview: true });
    expect(planned["accountId"]).toBe(properties["accountId"]);
    const next = await plugin.update(about, given);
    expectAgreement(planned, next);
    [inputs, properties] = [news, next];
  });

  it("is known altogether where an update changes only what we do with it", async () => {
    const given = { id, olds: properties, oldInputs: { ...inputs, deletionPolicy: "retain" }, news: inputs };
    const planned = await plugin.update(about, given, { preview: true });
    const unknown = Object.entries(planned).filter(([, value]) => value === UNKNOWN);
    expect(unknown).toEqual([]);
  });

  it("takes over what the dynamic host has stored, without a change and without its bookkeeping", async () => {
    const oldInputs = { ...inputs, __provider: "exports.handler=…", __urn: plugin.urn(about) };
    const { __provider: _, ...asked } = oldInputs;
    const stored = { ...properties, __provider: "exports.handler=…", __inputs: asked, __schema: 1 };
    const { inputs: news } = await plugin.check(about, inputs, oldInputs);
    expect(await plugin.diff(about, { id, olds: stored, oldInputs, news })).toMatchObject({
      changes: "DIFF_NONE",
    });
    const read = await plugin.read(about, id, { inputs: oldInputs, properties: stored });
    const names = [...Object.keys(read.inputs), ...Object.keys(read.properties)];
    for (const name of ["__provider", "__inputs", "__schema", "__urn"]) expect(names).not.toContain(name);
    // A run whose program has it no longer.
    await plugin.configure(configFor(emulator, subject.account));
    await plugin.delete(about, id, oldInputs, stored);
    if (!subject.stays) expect(await subject.objects(emulator)).toEqual([]);
  });
});
