import { afterEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import type { PropertyMap } from "#engine/values/values";
import { lastingUrn } from "#provider/host/lasting-urn";

import { type Emulator, writes } from "../../support/emulator/emulated";
import { configFor, Host, type Managed } from "../../support/hosts/host";
import { carriedOut, type Subject, SUBJECTS } from "../../support/tables/subjects";

let emulator: Emulator | undefined;
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

const MOVES = [
  ["dynamic", "plugin"],
  ["plugin", "dynamic"],
] as const;

/** One resource of a kind, in runs that follow one another on either transport. */
class Story {
  #managed: Managed | undefined;

  private constructor(
    private readonly subject: Subject,
    readonly aws: Emulator,
    private readonly args: PropertyMap,
  ) {}

  static async begin(subject: Subject): Promise<Story> {
    const { world } = subject;
    const aws = await startEmulator({ clock: new RunningClock(6000), ...(world && { world }) });
    emulator = aws;
    return new Story(subject, aws, await subject.prepare(aws));
  }

  /** What a run does; what it has saved is what the next one has. */
  async run<T>(
    transport: "dynamic" | "plugin",
    work: (managed: Managed, args: PropertyMap) => Promise<T>,
  ): Promise<T> {
    const config = { ...configFor(this.aws, this.subject.account), "aws:maxRetries": "0" };
    const host = await Host.startOn(transport, config);
    this.#managed = this.#managed?.on(host) ?? host.resource(this.subject.kind);
    return work(this.#managed, this.args);
  }

  async count(): Promise<number> {
    return (await this.subject.objects(this.aws)).length;
  }
}

describe("what marks and client tokens are made of", () => {
  const urn = (types: string, name = "it") => `urn:pulumi:dev::test::${types}::${name}`;
  const dynamic = "pulumi-nodejs:dynamic/model-access:ModelAgreement";
  const plugin = "model-access:index:ModelAgreement";

  it.each([
    ["of a resource", urn(plugin), urn(dynamic)],
    ["under parents", urn(`my:index:Team$${plugin}$${plugin}`), urn(`my:index:Team$${dynamic}$${dynamic}`)],
    [
      "in a component of ours",
      urn(`model-access:index:SharedCustomModel$${plugin}`),
      urn(`model-access:index:SharedCustomModel$${dynamic}`),
    ],
    ["with a name like a type", urn(plugin, `a::${plugin}`), urn(dynamic, `a::${plugin}`)],
    ["of nobody", "", ""],
  ])("is the same on both transports: the URN %s", (_what, onPlugin, onDynamic) => {
    expect(lastingUrn(onPlugin)).toBe(onDynamic);
    expect(lastingUrn(onDynamic)).toBe(onDynamic);
  });
});

describe.each(MOVES)("a stack that moves from %s to %s", (from, to) => {
  // The dynamic host finds the package by a text in the state, which has to be written.
  const moved = to === "dynamic" ? "update" : "same";

  describe.each(SUBJECTS)("with a $kind", (subject) => {
    it("keeps it: nothing is made again, and it goes as what the stack has made", async () => {
      const story = await Story.begin(subject);
      await story.run(from, (managed, args) => managed.up(args));
      const made = writes(story.aws);
      expect(await story.run(to, (managed, args) => managed.preview(args))).toBe(moved);
      expect(await story.run(to, (managed, args) => managed.up(args))).toBe(moved);
      expect(await story.run(to, (managed) => managed.refresh())).toEqual({});
      expect(await story.run(to, (managed, args) => managed.up(args))).toBe("same");
      expect(writes(story.aws)).toEqual(made);
      await story.run(to, (managed) => managed.destroy());
      if (!subject.stays) expect(await story.count()).toBe(0);
    });

    it(`goes on after a run that ended behind ${subject.makes}: one object, which goes as without the move`, async () => {
      const story = await Story.begin(subject);
      await story.run(from, async (managed, args) => {
        const effect = { kind: "reset", when: "before" } as const;
        const ends: (() => void)[] = [];
        story.aws.requests.listen(({ operation }) => {
          if (operation === subject.makes && ends.length === 0) ends.push(story.aws.faults.add({ effect }));
        });
        // Where nothing is asked after it, only the state is lost.
        await managed.up(args).catch(() => undefined);
        managed.state = undefined;
        ends.forEach((end) => end());
      });
      await story.run(to, (managed, args) => managed.up(args));
      expect(await story.count()).toBe(1);
      expect(carriedOut(story.aws, subject.makes)).toHaveLength(1);
      expect(await story.run(to, (managed, args) => managed.up(args))).toBe("same");
      await story.run(to, (managed) => managed.destroy());
      if (!subject.stays) expect(await story.count()).toBe(subject.isMarked ? 0 : 1);
    });
  });
});
