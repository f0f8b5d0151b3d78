import { isDigest, readDigest } from "./digest";
import { isEvent, readEvents } from "./events";
import { isObject, parsed, type Reading } from "./reading";

/** What Pulumi says on the standard error about what its exit code says as well; `2>&1` brings it here. */
const SAID_TWICE = /^error: no changes were expected for \w+ but changes were proposed[ \t\r]*$/m;

/** Reads what `--json` of a refresh prints, in whichever form it comes. What cannot be read is a gap, never an error. */
export function readRun(text: string): Reading {
  const clean = text.replace(/^\uFEFF/, "").replace(SAID_TWICE, "");
  const whole = parsed(clean);
  if (isDigest(whole)) return withResources(readDigest(whole));
  if (isObject(whole) && "result" in whole && "resources" in whole)
    return nothing("This is what --output json prints, which does not tell what differs: take --json.");
  const first = clean.trimStart().split("\n")[0] ?? "";
  if (isEvent(parsed(first))) return withResources(readEvents(clean));
  if (first === "")
    return nothing(
      "There is nothing in it: Pulumi has failed before it printed anything, or its output went elsewhere.",
    );
  if (first.startsWith("{"))
    return nothing("The document is cut off, or no JSON: Pulumi was stopped, or its output was.");
  return nothing("This is no JSON: run pulumi refresh --preview-only with --json.");
}

function nothing(gap: string): Reading {
  return { form: "unreadable", resources: [], complaints: [], notDeployed: 0, gaps: [gap] };
}

function withResources(reading: Reading): Reading {
  if (reading.resources.length > 0 || reading.gaps.length > 0) return reading;
  return { ...reading, gaps: ["No resource was looked at."] };
}
