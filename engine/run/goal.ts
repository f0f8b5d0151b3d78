import type { CustomTimeouts, StackFrame } from "../state/resource";
import type { PropertyMap } from "../values/values";

/** An earlier name of a resource: a whole URN, or what differs from today's. */
export type Alias =
  | { readonly urn: string }
  | {
      readonly name?: string;
      readonly type?: string;
      readonly stack?: string;
      readonly project?: string;
      readonly parent?: string;
      readonly noParent?: boolean;
    };

/** What a program wants of one resource. */
export interface Goal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly inputs: PropertyMap;
  readonly parent: string;
  readonly provider: string;
  readonly version: string;
  readonly dependencies: string[];
  readonly propertyDependencies: Record<string, string[]>;
  readonly protect: boolean;
  /** Undefined leaves it to the provider. */
  readonly deleteBeforeReplace: boolean | undefined;
  readonly ignoreChanges: string[];
  readonly hideDiff: string[];
  readonly replaceOnChanges: string[];
  readonly additionalSecretOutputs: string[];
  readonly aliases: Alias[];
  readonly customTimeouts: CustomTimeouts;
  readonly retainOnDelete: boolean;
  readonly deletedWith: string;
  /** The id of something that exists and is to be taken over; empty for none. */
  readonly importId: string;
  readonly sourcePosition?: string;
  readonly stackTrace: StackFrame[];
}

/** A resource that a program wants to look up. */
export interface ReadGoal {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly parent: string;
  readonly inputs: PropertyMap;
  readonly dependencies: string[];
  readonly provider: string;
  readonly version: string;
  readonly additionalSecretOutputs: string[];
  readonly sourcePosition?: string;
  readonly stackTrace: StackFrame[];
}

/** A function of a package that a program calls. */
export interface Invocation {
  readonly token: string;
  readonly args: PropertyMap;
  readonly provider: string;
  readonly version: string;
}

/** What the program is told of a resource. */
export interface Registered {
  readonly urn: string;
  /** Empty while a preview cannot know it. */
  readonly id: string;
  readonly outputs: PropertyMap;
}
