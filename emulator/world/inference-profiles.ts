import * as v from "valibot";

/** What an id of a profile has in front of the model's. */
const GLOBAL = "global";

/** A profile of AWS's own: its id is a geography and the id of the model, such as `us.amazon.nova-micro-v1:0`. */
export const inferenceProfileId = v.pipe(
  v.string(),
  v.regex(
    /^[a-z]+(-[a-z]+)?\.[a-z0-9-]+\.[a-z0-9.:-]+$/,
    "this is no id of a profile, such as us.amazon.nova-micro-v1:0",
  ),
);

export const inferenceProfile = v.strictObject({
  /** The Regions it may lead to. Those of a global one have no names. */
  destinations: v.optional(v.array(v.string()), []),
  /** Where it can be called; in its destinations when not given, and a global one in every Region of the model. */
  sources: v.optional(v.array(v.string())),
});

export function isGlobal(profileId: string): boolean {
  return profileId.startsWith(`${GLOBAL}.`);
}

/** The model that a profile leads to. */
export function modelOfProfile(profileId: string): string {
  return profileId.slice(profileId.indexOf(".") + 1);
}
