import type { PropertyMap } from "../values/values";

/** Where the CLI keeps what a plugin is not to see. */
const INTERNAL = "__internal";

/** The inputs of a provider whose program names the plugin's version. */
export function versioned(inputs: PropertyMap, version: string): PropertyMap {
  return version === "" ? inputs : { ...inputs, version, [INTERNAL]: {} };
}

/** What a plugin sees of its provider's inputs. */
export function visible({ [INTERNAL]: _, ...config }: PropertyMap): PropertyMap {
  return config;
}

/** What a plugin has made of its configuration, with what it may not drop, or not know. */
export function completed(checked: PropertyMap, given: PropertyMap): PropertyMap {
  const { version, [INTERNAL]: internal } = given;
  return {
    ...(version !== undefined && { version }),
    ...checked,
    ...(internal !== undefined && { [INTERNAL]: internal }),
  };
}
