import type { Behaviour } from "../behaviours/behaviours";
import type { Clock } from "../state/clock";
import type { Refusal } from "../behaviours/refusals";
import type { Context } from "../policies/context-keys";
import type { Principal } from "../authentication/principals";
import type { Protocol, WireOperation, WireService } from "../protocols/protocol";
import type { Store } from "../state/store";
import type { Input, Members } from "../validation/shapes";
import type { World } from "../world/schema";

/** What an operation knows besides its input. */
export interface Call {
  readonly account: string;
  readonly region: string;
  readonly principal: Principal;
  readonly origin: Origin;
  /** Under which address the caller reaches the emulator, such as `http://127.0.0.1:4577`. */
  readonly url: string;
  readonly world: World;
  readonly store: Store;
  readonly clock: Clock;
}

/** Where a request has come from. */
export interface Origin {
  /** An IP address. */
  readonly address: string;
  readonly isEncrypted: boolean;
}

/** One API operation: its place on the wire and its input as data, its behaviour as a short function. */
export interface Operation<M extends Members = Members> extends WireOperation<M> {
  /** Whether AWS changes anything: a second `up` must make no call that writes. */
  readonly access: "read" | "write";
  /** Answered without a signature (only STS has such operations). */
  readonly anonymous?: boolean;
  /** The member that tells a reader of the request log what the call was about. */
  readonly subject?: keyof M & string;
  readonly behaviours: readonly Behaviour[];
  /** Whether this call of an operation that reads changes something all the same. @default it does not */
  writes?: (input: Input<M>, call: Call) => boolean;
  /** What the caller has to be allowed. @default the operation's own action, on every resource */
  readonly permissions?: readonly Permission<M>[];
  run(input: Input<M>, call: Call): object;
}

/** An action that a call needs to be allowed, as AWS's service authorization reference lists it. */
export type Permission<M extends Members = Members> = PermissionFor<Input<M>>;

export interface PermissionFor<Given> {
  /** With its prefix, such as `aws-marketplace:Subscribe`. @default the operation's own */
  readonly action?: string;
  /**
   * The ARNs of what it is done with, each of which has to be allowed: by what AWS calls their type, or all in one.
   * @default `*`: AWS knows no resource for it
   */
  on?: Arns<Given> | Readonly<Record<string, Arns<Given>>>;
  /**
   * What AWS tells the conditions, beside what it always does and what is known of the resource. The tags of a request are told
   * by themselves. Of several, each has to be allowed.
   */
  context?: (input: Given, call: Call, resource: string) => Context | readonly Context[];
  /** What the context's keys are called, for the list. */
  readonly keys?: readonly string[];
  /** Whether this call needs it at all. @default it does */
  when?: (input: Given, call: Call) => boolean;
  /** The operation asks for it on its way, since the resource's own policy has a say, or since it needs it for something else. */
  readonly isAskedLater?: boolean;
}

/** None of a kind that the call is not about. */
type Arns<Given> = (input: Given, call: Call) => string | readonly string[] | undefined;

/** An operation of any input, as the server holds it. */
export type AnyOperation = Omit<Operation, "run" | "subject" | "permissions" | "writes"> & {
  readonly subject?: string;
  writes?: (input: never, call: Call) => boolean;
  readonly permissions?: readonly PermissionFor<never>[];
  run(input: never, call: Call): object;
};

export function operation<const M extends Members>(declaration: Operation<M>): Operation<M> {
  return declaration;
}

export interface Service extends WireService<AnyOperation> {
  /** What its endpoint begins with, and faults and the request log call it. @default the signing name */
  readonly name?: string;
  readonly protocol: Protocol;
  /** What its actions begin with in policies. @default the signing name */
  readonly actionPrefix?: string;
  /** What conditions are told of a thing of the service, whatever is done with it. @default nothing */
  readonly resourceKeys?: (arn: string, call: Call) => Context;
  /** The code of what policies deny. @default the protocol's */
  readonly deniedCode?: string;
  /** Where the service exists; everywhere when not given. */
  readonly regions?: ReadonlySet<string>;
  /** Whether it leaves the value out of what it says of a broken constraint. @default it says it */
  readonly hidesValues?: boolean;
  readonly refusals: Readonly<Record<string, Refusal<never[]>>>;
  /** What holds for the service as a whole. */
  readonly behaviours: readonly Behaviour[];
}

/** What a service is called: several may be signed for under one name. */
export function nameOf({ name, signingName }: Pick<Service, "name" | "signingName">): string {
  return name ?? signingName;
}
