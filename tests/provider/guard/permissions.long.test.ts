import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";

import { ProviderClient } from "#engine/host/client";
import type { Needed, Verb } from "#provider/aws/permissions";
import { permissionsFor } from "#provider/guard/policies/needed";

import type { Cast } from "../../flips/casts";
import type { Stage } from "../../flips/stage";
import {
  actionsIn,
  actionsOf,
  askedBy,
  permit,
  without,
  withoutOptional,
} from "../../support/emulator/permitted";
// What the stages share ends with this file.
import "../../support/hosts/host";
import { PERMITTED } from "./permitted-casts";
import { live, neededBy, openPermitted } from "./permitted-stage";

const KINDS = [...new Set(PERMITTED.map(({ subject }) => subject.kind))];
/** A life without accidents. */
const EVERYDAY = ["create", "adopt", "update", "drift and repair", "gone", "delete"];
/** An update ends with a delete. */
function scenariosOf({ scenarios }: Cast): string[] {
  const names = scenarios.map(({ name }) => name).filter((name) => EVERYDAY.includes(name));
  return names.filter((name) => name !== "delete" || !names.includes("update"));
}

describe("a resource under exactly what permissionsOf says", () => {
  /** By kind of resource, what each verb has asked for. */
  const asked = new Map<string, Set<string>>(KINDS.map((kind) => [kind, new Set()]));
  /** What was asked for in each scenario, the shortest first. */
  const scenes: Scene[] = [];
  let stage: Stage;
  // Each is called with its own client below.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { create, read, update, delete: remove } = ProviderClient.prototype;

  /** While a verb runs, every call is the provider's. */
  async function recorded<T>(verb: Verb, run: () => Promise<T>): Promise<T> {
    const { emulator, subject } = stage;
    const before = emulator.requests.all().length;
    try {
      return await run();
    } finally {
      for (const action of actionsIn(emulator.requests.all().slice(before)))
        asked.get(subject.kind)!.add(`${verb} ${action}`);
    }
  }

  beforeAll(() => {
    Object.assign(ProviderClient.prototype, {
      create(this: ProviderClient, ...args: Parameters<typeof create>) {
        return recorded("create", () => create.apply(this, args));
      },
      read(this: ProviderClient, ...args: Parameters<typeof read>) {
        // Who imports knows no state.
        return recorded("accountId" in (args[3] ?? {}) ? "read" : "import", () => read.apply(this, args));
      },
      update(this: ProviderClient, ...args: Parameters<typeof update>) {
        return recorded("update", () => update.apply(this, args));
      },
      delete(this: ProviderClient, ...args: Parameters<typeof remove>) {
        return recorded("delete", () => remove.apply(this, args));
      },
    });
  });
  afterEach(() => stage.close().catch(() => undefined));
  afterAll(() => void Object.assign(ProviderClient.prototype, { create, read, update, delete: remove }));

  it.each(PERMITTED.map((cast) => [cast.name, cast] as const))(
    "%s lives its life",
    async (name, cast) => {
      for (const scenario of scenariosOf(cast)) {
        const scene = {
          cast,
          kind: cast.subject.kind,
          scenario,
          asked: new Set<string>(),
          allowed: new Set<string>(),
        };
        scenes.push(scene);
        const life = live(cast, [scenario], async () => {
          stage = await openPermitted(cast.subject, ({ deployer }) => {
            for (const statement of deployer.Statement)
              for (const action of actionsOf(statement)) scene.allowed.add(`${statement.Sid} ${action}`);
            return deployer;
          });
          stage.emulator.requests.listen((call) => {
            for (const action of actionsIn([call])) scene.asked.add(action);
          });
          return stage;
        });
        if (!name.includes("cannot be paid")) await life;
        else await expect(life).rejects.toThrow("INVALID_PAYMENT_INSTRUMENT");
      }
    },
    60_000,
  );

  it.each(KINDS)("%s is imported, and looked at for drift with no other right than to read", async (kind) => {
    const { subject } = PERMITTED.find(({ name }) => name === kind)!;
    stage = await openPermitted(subject, ({ deployer }) => deployer);
    await stage.up(["create"]);
    const { managed, emulator, args } = stage;
    const found = await managed.on(await stage.run()).imported(managed.state!.id);
    expect(found.id).toBe(managed.state!.id);

    const { preview } = neededBy(subject, args);
    const look = async (policy: typeof preview) => {
      permit(emulator, subject.account, [policy]);
      await stage.nextRun();
      return stage.refresh();
    };
    emulator.requests.clear();
    expect(await look(preview)).toEqual({});
    const calls = actionsIn(emulator.requests.all());
    expect(await look(withoutOptional(preview))).toEqual({});
    const needed = required(kind).filter(({ operations }) => operations.some((one) => calls.has(one)));
    for (const action of new Set(needed.map((one) => one.action)))
      await expect(look(without(preview, action))).rejects.toThrow(`to perform: ${action}`);
  });

  it.each(KINDS)("%s asks in each verb for nothing that is not in its table", (kind) => {
    const listed = new Set(pairs(permissionsFor(kind).needed));
    expect([...asked.get(kind)!].filter((one) => !listed.has(one))).toEqual([]);
  });

  it.each(KINDS)("%s has nothing in its table that it does not ask for", (kind) => {
    // What one may do in any verb that deploys, one may do in all of them.
    const phase = (pair: string) => pair.replace(/^(create|update|delete|import) /, "deploy ");
    const seen = new Set([...asked.get(kind)!].map(phase));
    const everyday = permissionsFor(kind).needed.filter(({ within, seldom }) => !within && !seldom);
    expect(pairs(everyday).filter((one) => !seen.has(phase(one)))).toEqual([]);
  });

  it.each(KINDS)(
    "%s fails somewhere with any action less",
    async (kind) => {
      const passing: string[] = [];
      for (const { sid, action, operations } of required(kind)) {
        const ends: string[] = [];
        for (const { cast, scenario, ...scene } of scenes) {
          if (scene.kind !== kind || !scene.allowed.has(`${sid} ${action}`)) continue;
          if (!operations.some((name) => scene.asked.has(name))) continue;
          const less = live(cast, [scenario], () =>
            openPermitted(cast.subject, ({ deployer }) => without(withoutOptional(deployer), action, sid)),
          );
          const end = await less.then(() => "it does not", String);
          if (end.includes(`to perform: ${action}`)) {
            ends.length = 0;
            break;
          }
          ends.push(`${sid} ${action}, ${cast.name}, ${scenario}: ${end}`);
        }
        passing.push(...ends);
      }
      expect(passing).toEqual([]);
    },
    120_000,
  );
});

/** A cast in one scenario of its life. */
interface Scene {
  readonly cast: Cast;
  readonly kind: string;
  readonly scenario: string;
  /** What it asked for. */
  readonly asked: Set<string>;
  /** What it was allowed, by the statement. */
  readonly allowed: Set<string>;
}

/** What has to be allowed as far as the emulator asks for it, by statement, and by whose calls. */
function required(kind: string): { sid: string; action: string; operations: readonly string[] }[] {
  return permissionsFor(kind)
    .needed.filter(({ sid, seldom }) => !seldom && !sid.startsWith("Optional"))
    .flatMap(({ sid, actions, within }) =>
      Object.keys(actions).map((action) => {
        const isMeant = (operation: string) =>
          within ? within.includes(operation.split(":")[1]!) : operation === action;
        return { sid, action, operations: askedBy(action).filter(isMeant) };
      }),
    )
    .filter(({ operations }) => operations.length > 0);
}

function pairs(needed: readonly Needed[]): string[] {
  return needed.flatMap(({ actions }) =>
    Object.entries(actions).flatMap(([action, verbs]) => verbs.map((verb) => `${verb} ${action}`)),
  );
}
