import type { CheckFailure } from "./check";
import type { Context } from "./context";
import type { AnyDeclaration } from "./declaration/declaration";
import type { Props } from "./props";

/** An object that no state of ours knows, as a program would have asked for it. */
interface Found<Inputs, State> {
  readonly inputs: Inputs;
  readonly state: State;
}

export interface Checked<Inputs> {
  /** Complete and in normal form; still partial where something failed or is unknown. */
  readonly inputs: Inputs;
  readonly failures: readonly CheckFailure[];
}

export interface Diff {
  /** The inputs whose change cannot be made in place. */
  readonly replaces: readonly string[];
  /** The old object has to go before the new one can be made. */
  readonly deleteBeforeReplace?: boolean;
}

interface Made<State> {
  readonly id: string;
  readonly state: State;
}

/**
 * How one kind of resource lives, independent of how Pulumi reaches it. The verbs look at the world before they act, so
 * each can be repeated after a crash at any instant.
 */
export interface Lifecycle<Inputs extends object, State extends object, Cloud> {
  readonly declaration: AnyDeclaration;
  /** The outputs that any update may find changed, whatever the program changes, while the state is as it is. @default none */
  unsettled?(state: State): readonly (keyof State & string)[];
  /** The inputs as the object shows them now, as far as they can drift from what was asked for. */
  observed(state: State, asked: Partial<Inputs>): Partial<Inputs>;
  /**
   * Never touches the network. Unknown values pass. The context's old inputs are what the last check gave.
   */
  check(news: Props, context: Context<Cloud, Inputs>): Promise<Checked<Inputs>>;
  /**
   * Never touches the network. Which inputs changed is Pulumi's business; this says which changes replace. The context's old
   * inputs are those that the state was made from.
   */
  diff(state: State, news: Inputs, context: Context<Cloud, Inputs>): Diff;
  create(inputs: Inputs, context: Context<Cloud>): Promise<Made<State>>;
  /**
   * Looks up an existing object by its id, for `get` and imports, and creates nothing. It counts as adopted.
   * @param given what besides the id is needed to reach it, such as `assumeRole`
   * @throws ModelAccessError when there is none, or the id is none
   */
  find(id: string, given: Props, context: Context<Cloud>): Promise<Found<Inputs, State>>;
  /** The state as it is now; undefined only when the cloud says in so many words that the object is gone. */
  read(id: string, state: State, context: Context<Cloud>): Promise<State | undefined>;
  update(id: string, state: State, inputs: Inputs, context: Context<Cloud>): Promise<State>;
  /** Succeeds when the object is gone already. */
  delete(id: string, state: State, context: Context<Cloud>): Promise<void>;
}
