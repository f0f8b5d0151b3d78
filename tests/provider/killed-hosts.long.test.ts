import { afterEach, expect, it } from "@jest/globals";

import { type Emulator, startStepping } from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";
import { carriedOut, run, SUBJECTS, type Verb } from "../support/tables/subjects";

// `npm run matrix` ends every call in every way, without processes. These are processes.

let emulator: Emulator;
afterEach(() => emulator.close());

const VERBS: readonly Verb[] = ["create", "update", "delete"];
const CASES = SUBJECTS.flatMap((subject) =>
  // A replacement is a create and a delete, and whoever lets go of what stays asks AWS for nothing.
  VERBS.filter((verb) => verb !== "update" || (subject.change && !subject.replaces))
    .filter((verb) => verb !== "delete" || !subject.stays)
    .map((verb) => ({ kind: subject.kind, verb, subject })),
);

it.each(CASES)(
  "a host that is killed in the $verb of a $kind, as soon as AWS has changed something, leaves one object after the next run",
  async ({ kind, verb, subject }) => {
    const { account, world, change, isMarked, makes, objects, prepare } = subject;
    emulator = await startStepping(30, world && { world });
    const config = { ...configFor(emulator, account), "model-access:pollInterval": "0.002" };
    const args = await prepare(emulator);
    const managed = (await Host.start(config)).resource(kind);
    if (verb !== "create") await managed.up(args);
    const { state } = managed;

    const doomed = await Host.start(config, {});
    const end = emulator.requests.listen(({ access, account: caller }) => {
      if (access === "write" && caller === account) doomed.process.host.kill("SIGKILL");
    });
    await expect(run(verb, managed.on(doomed), args, subject)).rejects.toThrow();
    end();
    await doomed.stop();
    expect(managed.state).toEqual(state);

    await run(verb, managed.on(await Host.start(config)), args, subject);
    if (verb === "delete") return expect(await objects(emulator)).toEqual([]);
    expect(await objects(emulator)).toHaveLength(1);
    if (verb === "create") expect(carriedOut(emulator, makes)).toHaveLength(1);
    const wanted = verb === "update" ? { ...args, ...change } : args;
    expect(await managed.on(await Host.start(config)).up(wanted)).toBe("same");
    if (!isMarked) return;
    await managed.on(await Host.start(config)).destroy();
    expect(await objects(emulator)).toEqual([]);
  },
);
