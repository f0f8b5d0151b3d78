import { catalogue } from "../../aws/errors/catalogue";
import type { Context } from "../../core/context";
import { ModelAccessError } from "../../core/errors";
import type { Availability } from "../../services/bedrock/availability";
import { HEALTHY, type Inputs } from "./declaration";
import { BESIDE, type Noted, type State } from "./state";

function unhealthy(live: Availability): Noted {
  return Object.fromEntries(
    BESIDE.filter((name) => live[name] !== HEALTHY[name]).map((name) => [name, live[name]]),
  );
}

/**
 * Requires an account that is authorized, or takes note of what it is instead and warns.
 * @throws ModelAccessError where that is required and is not so
 */
export function takeNote(
  live: Availability,
  { requireAuthorized, modelId }: Inputs,
  required: boolean,
  { report }: Context<unknown>,
): Noted | undefined {
  const noted = unhealthy(live);
  const seen = Object.entries(noted).map(([name, value]) => `${name} is ${value}`);
  if (seen.length === 0) return undefined;
  const what = `${required ? "it is made" : "it needs no agreement"}, but ${seen.join(", ")}`;
  const advice = adviceOn(live, required);
  if (!(requireAuthorized ?? required)) {
    report.warn([`${modelId}: ${what}`, ...advice].join("\n  "));
    return noted;
  }
  throw new ModelAccessError(what, [...advice, "requireAuthorized: false makes this a warning."]);
}

function adviceOn({ authorizationStatus }: Availability, required: boolean): readonly string[] {
  if (authorizationStatus !== "NOT_AUTHORIZED") {
    return ["AWS may still be verifying a new account, or restrict it: run again later, or ask AWS Support."];
  }
  return [
    `This looks like ${required ? "(b)" : "(a)"} of what has been seen:`,
    ...catalogue.notAuthorized.next,
  ];
}

/** What is still as it was when it was taken note of. What has become well and ill again is news. */
export function stillNoted({ __noted: noted = {} }: State, live: Availability): Noted | undefined {
  const still = Object.entries(noted).filter(([name, value]) => live[name as keyof Noted] === value);
  return still.length === 0 ? undefined : Object.fromEntries(still);
}

/** The four answers as far as they are news. */
export function observedStatus(state: State): Partial<Inputs> {
  const { agreementStatus, authorizationStatus, entitlementAvailability, regionAvailability } = state;
  const live: Partial<Inputs> = {
    agreementStatus,
    authorizationStatus,
    entitlementAvailability,
    regionAvailability,
  };
  const known = Object.keys(state.__noted ?? {}) as (keyof Noted)[];
  return {
    ...live,
    ...Object.fromEntries(known.map((name) => [name, HEALTHY[name]])),
    // Also while nobody knows any, so that what an earlier look has shown does not stay.
    agreementErrorMessage: agreementStatus === "ERROR" ? state.agreementErrorMessage : undefined,
  };
}
