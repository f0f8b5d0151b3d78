import { setTimeout } from "node:timers/promises";

/** What is done for many at once is not done in one instant; an answer of AWS takes far longer. */
const GATHERING_MS = 25;

/** What an answer says of each that was asked for. */
type Answer<V> = (key: string) => V | Promise<V>;

interface Asked<V> {
  readonly key: string;
  readonly resolve: (answer: V | Promise<V>) => void;
  readonly reject: (thrown: unknown) => void;
}

/**
 * One question that many ask at once. Who asks while an answer is under way gets the next one, together with all who do so
 * meanwhile: many cost few calls, and no answer is older than its question.
 */
export class Together<V> {
  readonly #ask: (keys: readonly string[]) => Promise<Answer<V>>;
  readonly #isPerhapsOfOne: (thrown: unknown) => boolean;
  readonly #most: number;
  #waiting: Asked<V>[] = [];
  #isAsking = false;

  /**
   * @param ask asks once for all of these, none of them twice
   * @param isPerhapsOfOne whether a refusal may be about one of them only: then the others are asked for again without it
   * @param most for how many is asked at once
   */
  constructor(
    ask: (keys: readonly string[]) => Promise<Answer<V>>,
    isPerhapsOfOne: (thrown: unknown) => boolean = () => false,
    most = Infinity,
  ) {
    this.#ask = ask;
    this.#isPerhapsOfOne = isPerhapsOfOne;
    this.#most = most;
  }

  ask(key: string): Promise<V> {
    return new Promise<V>((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
      if (!this.#isAsking) void this.#askAll();
    });
  }

  async #askAll(): Promise<void> {
    this.#isAsking = true;
    await setTimeout(GATHERING_MS);
    while (this.#waiting.length > 0) {
      const asked = this.#waiting;
      this.#waiting = [];
      await this.#answer(asked);
    }
    this.#isAsking = false;
  }

  async #answer(asked: readonly Asked<V>[]): Promise<void> {
    const keys = [...new Set(asked.map(({ key }) => key))];
    if (keys.length > this.#most) return this.#halves(keys, asked);
    try {
      const answer = await this.#ask(keys);
      for (const { key, resolve } of asked) resolve(answer(key));
    } catch (thrown) {
      if (keys.length > 1 && this.#isPerhapsOfOne(thrown)) return this.#halves(keys, asked);
      for (const { reject } of asked) reject(thrown);
    }
  }

  async #halves(keys: readonly string[], asked: readonly Asked<V>[]): Promise<void> {
    const first = new Set(keys.slice(0, Math.ceil(keys.length / 2)));
    await Promise.all([
      this.#answer(asked.filter(({ key }) => first.has(key))),
      this.#answer(asked.filter(({ key }) => !first.has(key))),
    ]);
  }
}
