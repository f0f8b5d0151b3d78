import * as v from "valibot";

import { known } from "../../core/check";

/** One thing, or a list of such things that is not empty: how a policy writes most of what it says. */
export function some<T>(one: v.GenericSchema<unknown, T>) {
  return known(
    v.pipe(
      v.unknown(),
      v.transform((given): unknown[] => (Array.isArray(given) ? (given as unknown[]) : [given])),
      v.array(one),
      v.minLength(1, "must not be empty"),
    ),
  );
}
