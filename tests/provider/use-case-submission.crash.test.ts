import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, FORM, REGION, writes } from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";

const PUT = "PutUseCaseForModelAccess";
let emulator: Emulator;

beforeEach(async () => {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(1200) });
});
afterAll(() => emulator.close());

const start = (config: Record<string, string> = {}) => Host.start({ ...configFor(emulator), ...config });

describe("a host that is killed while it files the form", () => {
  it.each(["GetUseCaseForModelAccess", PUT])(
    "after %s, leaves one form and a true state after the next run",
    async (operation) => {
      const doomed = await Host.start(configFor(emulator), {});
      const submission = doomed.resource("UseCaseSubmission");
      const end = emulator.requests.listen((request) => {
        if (request.operation === operation) doomed.process.host.kill("SIGKILL");
      });
      await expect(submission.up(FORM)).rejects.toThrow();
      end();
      await doomed.stop();
      // A host is not dead at once: what it has filed behind the look is found by the next run.
      const wasFiled = writes(emulator).length > 0;
      expect(submission.state).toBeUndefined();
      submission.on(await start());
      await submission.up(FORM);
      expect(submission.outputs).toMatchObject({ ...FORM, adopted: wasFiled });
      expect(writes(emulator)).toEqual([PUT]);
      expect(await submission.on(await start()).up(FORM)).toBe("same");
    },
  );
});

describe("what is confidential", () => {
  /** Every field but the intended users, which are one digit. */
  const values = Object.values(FORM).filter((value) => value.length > 1);
  const forms = [...values, ...values.map((value) => JSON.stringify(value).slice(1, -1))];
  const encoded = Buffer.from(JSON.stringify(FORM)).toString("base64");

  it("is in no message, log or output, however much of it AWS repeats", async () => {
    const host = await start();
    const submission = host.resource("UseCaseSubmission");
    const message = `Refused: ${JSON.stringify(FORM)} ${Object.values(FORM).join(", ")} {formData} ${encoded}`;
    emulator.faults.add({
      target: { operation: PUT },
      times: 1,
      effect: { kind: "refusal", code: "ValidationException", status: 400, message },
    });
    const refused = await submission.up(FORM).catch((error: unknown) => String(error));
    expect(refused).toContain("ValidationException: Refused: ");
    await submission.up(FORM);
    emulator.incidents.formFiled(
      { account: ACCOUNT, region: REGION },
      { ...FORM, companyName: "Canary of another" },
    );
    const differs = await submission
      .on(await start())
      .up({ ...FORM, useCases: "canary two" })
      .catch((error: unknown) => String(error));
    const said = JSON.stringify([refused, differs, host.process.logs, host.process.output]);
    const logged = JSON.stringify(emulator.requests.all());
    for (const value of [...forms, encoded, "Canary of another", "canary two"]) {
      expect(said).not.toContain(value);
      expect(logged).not.toContain(value);
    }
  });
});
