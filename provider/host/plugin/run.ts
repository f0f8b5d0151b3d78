import type { CheckFailure } from "../../core/check";
import type { Props } from "../../core/props";
import { readUrn } from "../../core/urn";
import type { Engine } from "../engine";
import { lifecycleOf } from "../lifecycles";
import { openSession, type Session } from "../session";
import { Verbs } from "../verbs";
import { movedBy, reader, secretKeys } from "./configuration";
import type * as Functions from "./functions";

// Most programs call no function.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const functions = () => require("./functions") as typeof Functions;

/** What one Configure begins: everything that is asked until the next one shares its session. */
export class Run {
  static readonly movedBy = movedBy;
  static readonly secretKeys = secretKeys;
  readonly #session: Session;

  constructor(config: Props, engine?: Engine) {
    this.#session = openSession(reader(config), engine);
  }

  /** What is wrong with the configuration. */
  get problems(): readonly CheckFailure[] {
    return this.#session.cloud.problems.map((reason) => ({ path: "", reason }));
  }

  /** @throws Error when there is no resource of that type */
  verbs(urn: string): Verbs {
    return new Verbs(lifecycleOf(readUrn(urn).kind), this.#session);
  }

  invoke(token: string, args: Props): ReturnType<typeof Functions.invoke> {
    return this.#session.interruption.during(() => functions().invoke(this.#session.cloud, token, args));
  }

  /** Ends what is waited for. Where nothing is under way the engine only says that it is done. */
  cancel(): void {
    if (this.#session.cancelWaits) this.end();
  }

  /** Ends what is waited for, whatever the configuration says of Cancel: nobody is left to hear of it. */
  end(): void {
    this.#session.interruption.cancel();
  }
}
