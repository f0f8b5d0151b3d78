import { isDeepStrictEqual } from "node:util";

import { visible } from "../../core/props";
import { isSecret, valueAt } from "./differences";
import {
  type Complaint,
  counted,
  isObject,
  type LookedAt,
  pathsOf,
  type Reading,
  type ShownState,
  stateOf,
} from "./reading";

interface Step {
  readonly op: string;
  readonly urn: string;
  readonly before: LookedAt["before"];
  readonly after: LookedAt["after"];
  readonly paths: LookedAt["paths"];
}

/** Whether this is the one document that `--json` prints of a preview. */
export function isDigest(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && ("steps" in value || "changeSummary" in value);
}

/** What `pulumi refresh --preview-only --json` and `pulumi preview --refresh --json` print: one document. */
export function readDigest(digest: Readonly<Record<string, unknown>>): Reading {
  const gaps: string[] = [];
  const listed = digest["steps"];
  if (!Array.isArray(listed)) gaps.push("The document has no steps.");
  const steps = (Array.isArray(listed) ? listed : []).flatMap((step: unknown) => {
    const known = stepOf(step);
    if (!known) gaps.push("A step of the document has no operation or no URN.");
    return known ?? [];
  });
  const complaints = complaintsIn(digest["diagnostics"]);
  const total = counted(digest["changeSummary"]);
  if (total === undefined)
    gaps.push("The document has no summary: Pulumi was stopped, or had failed before it was done.");
  if (!steps.some(({ op }) => op === "refresh")) {
    gaps.push(
      "Nothing in it was read from AWS: this is a preview without --refresh, which compares the program with the state only.",
    );
    return { form: "pulumi preview --json", resources: [], complaints, notDeployed: 0, gaps };
  }
  const byUrn = new Map<string, Step[]>();
  for (const step of steps) byUrn.set(step.urn, [...(byUrn.get(step.urn) ?? []), step]);
  const isOfProgram = [...byUrn.values()].some(({ length }) => length > 1);
  const unread = new Set(complaints.map(({ urn }) => urn));
  if (isOfProgram) return { ...ofProgram([...byUrn.values()], unread), complaints, gaps };
  const resources = steps.map((step) =>
    unread.has(step.urn) ? { urn: step.urn, ...(step.before && { before: step.before }) } : lookedAt(step),
  );
  const read = resources.filter((one) => "found" in one).length;
  // One that could not be read is in the document like one that is as it was; the summary does not count it.
  if (total !== undefined && total !== read)
    gaps.push(`Pulumi's summary counts ${total} resources that were read, and ${read} are in the document.`);
  return { form: "pulumi refresh --preview-only --json", resources, complaints, notDeployed: 0, gaps };
}

function stepOf(value: unknown): Step | undefined {
  if (!isObject(value)) return undefined;
  const { op, urn } = value;
  if (typeof op !== "string" || typeof urn !== "string") return undefined;
  const before = stateOf(value["oldState"]);
  return { op, urn, before, after: stateOf(value["newState"]), paths: pathsOf(value["detailedDiff"]) };
}

/** A row that was found changed or gone has that as its operation; one that was not, or could not be read, is called refresh. */
function lookedAt({ op, urn, before, after, paths }: Step): LookedAt {
  const found = op === "delete" ? "gone" : op === "update" ? "changed" : "same";
  return { urn, found, ...(before && { before }), ...(after && { after }), ...(paths && { paths }) };
}

/**
 * A preview with --refresh: of each resource first how the state had it, then what would be done. How it was found stands in the
 * second only.
 */
function ofProgram(
  all: readonly Step[][],
  unread: ReadonlySet<string | undefined>,
): Pick<Reading, "form" | "resources" | "notDeployed"> {
  let notDeployed = 0;
  const resources = all.flatMap((steps): LookedAt[] => {
    const refresh = steps.find(({ op }) => op === "refresh");
    const then = steps.find(({ op }) => op !== "refresh" && op !== "same");
    if (!refresh) {
      notDeployed += then ? 1 : 0;
      return [];
    }
    const { urn, before } = refresh;
    const seen = { urn, ...(before && { before }) };
    if (unread.has(urn)) return [seen];
    if (then?.op === "create") return [{ ...seen, found: "gone" }];
    if (!then || !isDrift(before, then)) {
      notDeployed += then ? 1 : 0;
      return [{ ...seen, found: "same" }];
    }
    return [
      {
        ...seen,
        found: "changed",
        ...(then.before && { after: then.before }),
        paths: driftPaths(before, then),
      },
    ];
  });
  return { form: "pulumi preview --refresh --json", resources, notDeployed };
}

/** Whether what is found is not what the state had. Two secrets look alike; but the refresh notes when it finds another. */
function isDrift(before: ShownState | undefined, then: Step): boolean {
  if (!isDeepStrictEqual(visible(before?.inputs ?? {}), visible(then.before?.inputs ?? {}))) return true;
  return then.before?.modified !== before?.modified && driftPaths(before, then).size > 0;
}

/** Of the paths that the run would change, those that are not as the state has them, or may not be. */
function driftPaths(
  before: ShownState | undefined,
  { before: live, paths = new Map() }: Step,
): ReadonlyMap<string, boolean> {
  const isMoved = ([path, isInput]: [string, boolean]): boolean => {
    const [was, is] = [valueAt(before, path, isInput), valueAt(live, path, isInput)];
    return isSecret(was) || isSecret(is) || !isDeepStrictEqual(was, is);
  };
  return new Map([...paths].filter(isMoved));
}

function complaintsIn(diagnostics: unknown): Complaint[] {
  if (!Array.isArray(diagnostics)) return [];
  return diagnostics.filter(isObject).flatMap(({ severity, urn, message }) => {
    if (severity !== "error" || typeof message !== "string") return [];
    return { message, ...(typeof urn === "string" && urn !== "" && { urn }) };
  });
}
