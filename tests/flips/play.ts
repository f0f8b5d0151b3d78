import { CASTS } from "./casts";
import { Broken, CONVERGES, Ended, type Verdict, whyUnclear } from "./judge";
import { patienceAt, type Setting, Stage } from "./stage";

/** One scenario of one resource in one possible AWS. */
export interface Case {
  /** The name of what plays it. */
  readonly cast: string;
  readonly scenario: string;
  readonly assumptions: Readonly<Record<string, string>>;
  readonly speed: number;
}

export interface Outcome extends Verdict {
  /** The assumptions that were acted upon. */
  readonly asked: readonly string[];
  readonly seconds: number;
  /** Whether the provider is still at it. */
  readonly isHanging?: boolean;
}

/** Plays a case to its end, or until it takes too long. */
export async function play(
  { cast, scenario, assumptions, speed }: Case,
  disturb?: Setting["disturb"],
): Promise<Outcome> {
  const { subject, scenarios } = CASTS.find(({ name }) => name === cast)!;
  const asked = new Set<string>();
  const stages: Stage[] = [];
  const open = async (): Promise<Stage> => {
    const stage = await Stage.open({ subject, assumptions, speed, asked, ...(disturb && { disturb }) });
    stages.push(stage);
    return stage;
  };
  const started = performance.now();
  const playing = scenarios
    .find(({ name }) => name === scenario)!
    .play(open)
    .then(() => CONVERGES)
    .catch((thrown: unknown) => judged(thrown, stages.at(-1)));
  const deadline = deadlineAt(speed);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Verdict & Pick<Outcome, "isHanging">>((resolve) => {
    const message = `has not come to an end within ${deadline} s`;
    const hanging = { ending: "load-bearing", message, isHanging: true } as const;
    timer = setTimeout(() => resolve(hanging), deadline * 1000);
  });
  const verdict = await Promise.race([playing, late]);
  clearTimeout(timer);
  await Promise.all(stages.map((stage) => stage.close()));
  return { ...verdict, asked: [...asked], seconds: (performance.now() - started) / 1000 };
}

/** In real seconds: a scenario has some runs, each of which may be patient. */
function deadlineAt(speed: number): number {
  return 60 + 10 * patienceAt(speed);
}

async function judged(thrown: unknown, stage: Stage | undefined): Promise<Verdict> {
  try {
    if (!(thrown instanceof Ended)) throw thrown;
    refuseUnclear(thrown);
    const next = (await goOn(thrown, stage!)) ? " (the next run converges)" : "";
    return { ending: "clear error", message: `${thrown.step}: ${thrown.message}${next}` };
  } catch (broken) {
    if (broken instanceof Broken) return { ending: "load-bearing", message: broken.message };
    // A crash of the provider is a message; this is one of ours, or of the world that the scenario needs.
    return { ending: "load-bearing", message: `the scenario itself: ${String(broken)}` };
  }
}

function refuseUnclear(ended: Ended): void {
  const why = whyUnclear(ended);
  if (why !== undefined) throw new Broken(`${ended.step}: ${why}: ${ended.message}`);
}

/**
 * After a clear error nothing may be lost, left behind or there twice, and whoever tries again gets on or is told as
 * clearly.
 * @returns whether who tries again gets on
 */
async function goOn(ended: Ended, stage: Stage): Promise<boolean> {
  const { managed, subject, emulator, wasThere } = stage;
  await stage.nextRun();
  const hasConverged = await isDone(ended.repeat);
  const { length } = await subject.objects(emulator);
  if (length > 1) throw new Broken(`${ended.step}: AWS has ${length} of it after: ${ended.message}`);
  if (length === 1 && !managed.state && ended.step === "up" && !wasThere) {
    throw new Broken(`${ended.step}: nothing knows what AWS has after: ${ended.message}`);
  }
  if (!managed.state) return hasConverged;
  const isOurs = managed.outputs["adopted"] !== true && !subject.stays && !wasThere;
  await stage.nextRun();
  if ((await isDone(() => stage.destroy())) && isOurs) await stage.hasObjects(0);
  return hasConverged;
}

/** Whether a verb goes well; that it does not must be told clearly. */
async function isDone(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (thrown) {
    if (!(thrown instanceof Ended)) throw thrown;
    refuseUnclear(thrown);
    return false;
  }
}
