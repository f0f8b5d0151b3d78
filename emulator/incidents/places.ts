import type { Call } from "../operation/operation";

/** One account in one Region. */
export interface AccountPlace {
  readonly account: string;
  readonly region: string;
}

/** One model of one account in one Region. */
export interface ModelPlace extends AccountPlace {
  readonly modelId: string;
}

type Emulated = Pick<Call, "world" | "store" | "clock">;

/** Something that cannot happen in this world. */
export class IncidentError extends Error {
  override readonly name = "IncidentError";
}

/** Where all incidents begin: an account of the world, and a Region. */
export class Places {
  constructor(protected readonly emulated: Emulated) {}

  protected where({ account, region }: AccountPlace): Emulated & AccountPlace {
    const { accounts, regions } = this.emulated.world;
    if (!accounts[account] || !regions[region]) {
      throw new IncidentError(`this world has no ${account} in ${region}`);
    }
    return { ...this.emulated, account, region };
  }

  protected ofModel({ modelId, ...place }: ModelPlace): Emulated & AccountPlace {
    if (!this.emulated.world.models[modelId]) throw new IncidentError(`this world has no ${modelId}`);
    return this.where(place);
  }
}

/** What is to be read instead of what follows from what happened; without a status, nothing. */
export function forcedStatus(status: string | undefined, message: string | undefined) {
  if (status === undefined) return undefined;
  return { status, ...(message !== undefined && { message }) };
}
