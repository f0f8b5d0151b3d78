import type { dynamic } from "@pulumi/pulumi";

import { Cloud, type Fault, type Properties, type Verb } from "./cloud";

/** The host runs in the folder of the project, where the cloud is as well. */
export const cloud = new Cloud(process.cwd());

/** Tells the cloud's log of a call, and fails where the test wants that. */
export function called(name: string, verb: Verb, noted: string = verb): string[] {
  cloud.note(name, noted);
  return failing(name, verb);
}

/** @returns why the thing is not ready */
function failing(name: string, verb: Verb): string[] {
  const fault: Fault | undefined = cloud.fault(name, verb);
  if (typeof fault === "string") throw new Error(fault);
  return fault ?? [];
}

/** A thing that exists, but for these reasons is not ready: the error that the host passes on with its state. */
function unfinished(id: string, properties: Properties, reasons: string[]): Error {
  return Object.assign(new Error(reasons.join()), { id, properties, reasons });
}

/** What is known of a thing: what it was made with, and what it tells of itself. */
export function stateOf(id: string, thing: Properties): Properties {
  return { ...thing, made: id, ...("pin" in thing && { token: `token of ${id}` }) };
}

export const nameOf = (id: string): string => id.slice(0, id.lastIndexOf("."));

/** The life of a thing. Another `kind` is another thing; one that says `alone` cannot exist twice. */
export const handler: dynamic.ResourceProvider = {
  async configure({ config }) {
    cloud.note("provider", `configure(${config.get("things:place") ?? ""})`);
  },

  async check(olds: Properties, news: Properties) {
    const reasons = called(String(news["name"]), "check", Object.keys(olds).length > 0 ? "recheck" : "check");
    return { inputs: news, failures: reasons.map((reason) => ({ property: "", reason })) };
  },

  async diff(id, olds: Properties, news: Properties) {
    called(nameOf(id), "diff");
    return {
      ...(olds["kind"] !== news["kind"] && { replaces: ["kind"] }),
      deleteBeforeReplace: news["alone"] === true,
    };
  },

  async create(inputs: Properties) {
    const name = String(inputs["name"]);
    const reasons = called(name, "create");
    await cloud.untilLetGo(name, "create");
    const id = cloud.make(name, inputs);
    const outs = stateOf(id, inputs);
    if (reasons.length > 0) throw unfinished(id, outs, reasons);
    return { id, outs };
  },

  async read(id) {
    called(nameOf(id), "read");
    const thing = cloud.get(id);
    return thing ? { id, props: stateOf(id, thing), inputs: thing } : {};
  },

  async update(id, _olds, news: Properties) {
    const reasons = called(nameOf(id), "update");
    cloud.put(id, news);
    const outs = stateOf(id, news);
    if (reasons.length > 0) throw unfinished(id, outs, reasons);
    return { outs };
  },

  async delete(id) {
    cloud.note(nameOf(id), "delete");
    await cloud.untilLetGo(nameOf(id), "delete");
    failing(nameOf(id), "delete");
    cloud.remove(id);
  },
};
