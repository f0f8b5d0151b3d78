import { type Answer, type Sent, type SimulatedAws } from "./aws";
import { EFFECTS, LASTS, type Mishap } from "./mishaps";

/** Engine and host are no more. */
export class Killed extends Error {
  override readonly name = "Killed";
}

const HOURS = 5 * 3600;

/** One command that a user runs, as far as it can go wrong: it counts what it asks of AWS, and how often it saves. */
export class Command {
  #calls = 0;
  #saves = 0;
  #kill: (killed: Killed) => void = () => undefined;
  readonly #killed = new Promise<never>((_, reject) => (this.#kill = reject));
  #isDead = false;
  /** What has gone wrong, as it went. */
  readonly met: string[] = [];

  constructor(
    private readonly aws: SimulatedAws,
    private readonly mishaps: readonly Mishap[],
  ) {
    this.#killed.catch(() => undefined);
  }

  /** What the hosts of the command send. */
  async send(sent: Sent): Promise<Answer> {
    if (this.#isDead) return NEVER;
    const call = this.#calls++;
    const mishap = this.mishaps.find(({ what, at, calls }) =>
      LASTS.includes(what) ? at <= call && call < at + calls : at === call && !what.endsWith("saving"),
    );
    if (!mishap) return this.aws.ask(sent);
    this.met.push(`${mishap.what}, call ${call}`);
    if (mishap.what === "killed before") return this.#end();
    const effect = EFFECTS[mishap.what];
    if (effect) this.aws.break(effect);
    const answer = this.aws.ask(sent);
    if (mishap.what === "killed after") {
      await answer.catch(() => undefined);
      return this.#end();
    }
    if (mishap.what === "hours later") {
      await answer.catch(() => undefined);
      this.aws.options.clock.tick(HOURS);
    }
    return answer;
  }

  /** Does what is asked of a host; a host that is killed answers no more. */
  during<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#killed]);
  }

  /** Saves, unless it is killed at that moment. */
  save(write: () => void): void {
    const time = this.#saves++;
    const mishap = this.mishaps.find(({ what, at }) => at === time && what.endsWith("saving"));
    if (mishap?.what !== "killed before saving") write();
    if (!mishap) return;
    this.met.push(`${mishap.what}, time ${time}`);
    this.#isDead = true;
    throw new Killed(mishap.what);
  }

  #end(): Promise<never> {
    this.#isDead = true;
    this.#kill(new Killed("killed"));
    return NEVER;
  }
}

const NEVER = new Promise<never>(() => undefined);
