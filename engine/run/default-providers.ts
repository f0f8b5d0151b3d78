import type { ResourceState } from "../state/resource";
import { versioned } from "../host/provider-config";
import { DYNAMIC } from "../urns";
import type { PropertyMap } from "../values/values";
import type { Goal } from "./goal";

/** Registers a resource and resolves with its state once its step is done. */
export type Register = (goal: Goal) => Promise<ResourceState>;

/** Makes, once per package and version, the provider of resources that name none. */
export class DefaultProviders {
  readonly #references = new Map<string, Promise<string>>();

  constructor(
    private readonly config: PropertyMap,
    private readonly register: Register,
  ) {}

  /** The reference `urn::id` of the provider for a resource type, or a function. */
  reference(token: string, version: string): Promise<string> {
    const packageName = token.split(":")[0]!;
    const name = version === "" ? "default" : `default_${version.replace(/[^\w]/g, "_")}`;
    const key = `${packageName} ${name}`;
    let reference = this.#references.get(key);
    if (!reference) {
      reference = this.register(this.#goal(packageName, name, version)).then(
        ({ urn, id }) => `${urn}::${id}`,
      );
      this.#references.set(key, reference);
    }
    return reference;
  }

  /** The provider of dynamic resources gets the configuration of all packages, any other its own. */
  #configOf(packageName: string): PropertyMap {
    if (packageName === DYNAMIC) return { ...this.config };
    const prefix = `${packageName}:`;
    const own = Object.entries(this.config).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
  }

  #goal(packageName: string, name: string, version: string): Goal {
    return {
      type: `pulumi:providers:${packageName}`,
      name,
      custom: true,
      inputs: versioned(this.#configOf(packageName), version),
      parent: "",
      provider: "",
      version: "",
      dependencies: [],
      propertyDependencies: {},
      protect: false,
      deleteBeforeReplace: undefined,
      ignoreChanges: [],
      hideDiff: [],
      replaceOnChanges: [],
      additionalSecretOutputs: [],
      aliases: [],
      customTimeouts: {},
      retainOnDelete: false,
      deletedWith: "",
      stackTrace: [],
      importId: "",
    };
  }
}
