import { type Answer, type Sent, type SimulatedAws } from "./aws";
import { EFFECTS, LASTS, type Mishap } from "./mishaps";

/** Engine and host are no more. */
export class Killed extends Error {
  override readonly name = "Killed";

  /** @param isOrphaned whether the host lives on */
  constructor(
    message: string,
    readonly isOrphaned = false,
  ) {
    super(message);
  }
}

/** So long it takes a host to hear that its engine is no more, in milliseconds. */
const HEARD_AFTER = 200;

const HOURS = 5 * 3600;

/** What happens once AWS has answered. */
const AFTERWARDS: readonly Mishap["what"][] = [
  "killed after",
  "host killed after",
  "orphaned after",
  "hours later",
];

/** One command that a user runs, as far as it can go wrong: it counts what it asks of AWS, and how often it saves. */
export class Command {
  #calls = 0;
  #saves = 0;
  #kill: (killed: Killed) => void = () => undefined;
  readonly #killed = new Promise<never>((_, reject) => (this.#kill = reject));
  /** The hosts are no more. */
  #isDead = false;
  /** The engine is no more. */
  #isOver = false;
  readonly #cancels: (() => void)[] = [];
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
    if (mishap.what === "host killed before") return this.#endHosts();
    if (mishap.what === "orphaned before") this.#orphan();
    const effect = EFFECTS[mishap.what];
    if (effect) this.aws.break(effect);
    const answer = this.aws.ask(sent);
    if (AFTERWARDS.includes(mishap.what)) await answer.catch(() => undefined);
    if (mishap.what === "killed after") return this.#end();
    if (mishap.what === "host killed after") return this.#endHosts();
    if (mishap.what === "orphaned after") this.#orphan();
    if (mishap.what === "hours later") this.aws.passes(HOURS);
    return answer;
  }

  /** Does what is asked of a host; a host that is killed answers no more. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isOver || this.#isDead) throw new Killed("killed");
    return Promise.race([work(), this.#killed]);
  }

  /** Saves, unless it is killed at that moment. */
  save(write: () => void): void {
    if (this.#isOver) throw new Killed("killed");
    const time = this.#saves++;
    const mishap = this.mishaps.find(({ what, at }) => at === time && what.endsWith("saving"));
    if (mishap?.what !== "killed before saving") write();
    if (!mishap) return;
    this.met.push(`${mishap.what}, time ${time}`);
    void this.#end();
    throw new Killed(mishap.what);
  }

  /** Is called when the host has lost its engine. */
  onOrphaned(cancel: () => void): void {
    this.#cancels.push(cancel);
  }

  #orphan(): void {
    this.#isOver = true;
    this.#kill(new Killed("the engine was killed", true));
    setTimeout(() => {
      for (const cancel of this.#cancels) cancel();
    }, HEARD_AFTER);
  }

  #end(): Promise<never> {
    this.#isOver = true;
    return this.#endHosts();
  }

  #endHosts(): Promise<never> {
    this.#isDead = true;
    this.#kill(new Killed("killed"));
    return NEVER;
  }
}

const NEVER = new Promise<never>(() => undefined);
