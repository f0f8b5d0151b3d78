import type * as Lifecycles from "../lifecycles";
import type * as SessionModule from "../session";
import type { Session } from "../session";
import type * as VerbsModule from "../verbs";
import type { Verbs } from "../verbs";
import type { Engine } from "../engine";
import type { Props } from "../../core/props";
import { reader } from "./configuration";

/* Lifecycles are loaded with the first configuration: until then the engine waits only for the protocol. */
/* eslint-disable @typescript-eslint/no-require-imports */
const lifecyclesModule = () => require("../lifecycles") as typeof Lifecycles;
const sessionModule = () => require("../session") as typeof SessionModule;
const verbsModule = () => require("../verbs") as typeof VerbsModule;
/* eslint-enable @typescript-eslint/no-require-imports */

/** What one Configure begins: everything that is asked until the next one shares its session. */
export class Run {
  readonly session: Session;

  constructor(config: Props, engine: Engine | undefined) {
    this.session = sessionModule().openSession(reader(config), engine);
  }

  /** @throws Error when there is no resource of that type */
  verbs(urn: string): Verbs {
    const { lifecycleOf } = lifecyclesModule();
    const { Verbs } = verbsModule();
    return new Verbs(lifecycleOf(kindOf(urn)), this.session);
  }
}

/** The name of the resource's class: what its type ends with. */
function kindOf(urn: string): string {
  const [, , type = ""] = urn.split("::");
  return type.split(":").at(-1) ?? "";
}
