import {
  type Complaint,
  counted,
  isObject,
  type LookedAt,
  parsed,
  pathsOf,
  type Reading,
  stateOf,
} from "./reading";

type Fields = Readonly<Record<string, unknown>>;

/** Whether a line begins a stream of events. */
export function isEvent(value: unknown): value is Fields {
  return isObject(value) && Number.isInteger(value["sequence"]) && Number.isInteger(value["timestamp"]);
}

/** What `--json` prints of a run that is no preview, and the CLI's event log: one event a line. */
export function readEvents(text: string): Reading {
  const stream = new Stream();
  text.split("\n").forEach((line, index) => {
    if (line.trim() !== "") stream.read(line, index + 1);
  });
  return stream.reading();
}

class Stream {
  readonly #gaps: string[] = [];
  readonly #complaints: Complaint[] = [];
  readonly #begun = new Map<string, LookedAt>();
  /** What is done after the refresh, each with whether it changes something. */
  readonly #done = new Map<string, boolean>();
  #last = -1;
  #at: number | undefined;
  #summary: Fields | undefined;
  #ended = false;

  read(line: string, number: number): void {
    const event = parsed(line);
    if (!isEvent(event)) {
      this.#gaps.push(`Line ${number} is not an event: it is cut off, or comes from something else.`);
      return;
    }
    if (this.#ended || Number(event["sequence"]) <= this.#last)
      this.#gaps.push(`Line ${number} belongs to another run, or stands in the wrong place.`);
    this.#last = Number(event["sequence"]);
    this.#at = Number(event["timestamp"]);
    this.#take(event);
  }

  #take({
    resourcePreEvent,
    resOutputsEvent,
    resOpFailedEvent,
    diagnosticEvent,
    summaryEvent,
    cancelEvent,
  }: Fields): void {
    if (resourcePreEvent !== undefined) this.#begin(metadataOf(resourcePreEvent));
    if (resOutputsEvent !== undefined) this.#end(metadataOf(resOutputsEvent));
    if (resOpFailedEvent !== undefined)
      this.#complaints.push({ ...urnIn(metadataOf(resOpFailedEvent)), message: "It failed." });
    if (isObject(diagnosticEvent)) this.#diagnose(diagnosticEvent);
    if (isObject(summaryEvent)) this.#summary = summaryEvent;
    if (cancelEvent !== undefined) this.#ended = true;
  }

  #begin({ op, urn }: Fields): void {
    if (typeof urn !== "string") this.#gaps.push("An event has no URN.");
    else if (op === "refresh") this.#begun.set(urn, { urn });
    else this.#done.set(urn, op !== "same" && op !== "read");
  }

  /** A preview calls what it has found update or delete; a refresh before an update calls all of it refresh. */
  #end({ op, urn, old, new: fresh, detailedDiff }: Fields): void {
    if (typeof urn !== "string" || this.#done.has(urn)) return;
    if (!this.#begun.has(urn)) this.#gaps.push(`The beginning of the read of ${urn} is missing.`);
    const [before, after, paths] = [stateOf(old), stateOf(fresh), pathsOf(detailedDiff)];
    const found =
      op === "delete" || !after ? "gone" : op === "update" || (paths?.size ?? 0) > 0 ? "changed" : "same";
    this.#begun.set(urn, {
      urn,
      found,
      ...(before && { before }),
      ...(after && { after }),
      ...(paths && { paths }),
    });
  }

  #diagnose({ urn, message, severity, ephemeral }: Fields): void {
    if (severity !== "error" || ephemeral === true || typeof message !== "string") return;
    this.#complaints.push({ message, ...(typeof urn === "string" && urn !== "" && { urn }) });
  }

  reading(): Reading {
    const resources = [...this.#begun.values()];
    const gaps = [...this.#gaps];
    if (!this.#summary)
      gaps.push("The run's summary is missing: the stream is cut off, or Pulumi was stopped.");
    else if (!this.#ended) gaps.push("The stream's last event is missing: it is cut off.");
    if (this.#summary && this.#summary["result"] === "failed" && this.#complaints.length === 0)
      gaps.push("Pulumi says that the run failed.");
    const total = counted(this.#summary?.["resourceChanges"]);
    if (this.#summary && total === undefined) gaps.push("The run's summary has no counts.");
    const read = resources.filter(({ found }) => found !== undefined).length;
    // After a refresh in the same run, the summary counts what was done then.
    if (total !== undefined && this.#done.size === 0 && total !== read)
      gaps.push(`Pulumi's summary counts ${total} resources that were read, and ${read} are in the stream.`);
    if (this.#begun.size === 0)
      gaps.push("Nothing in it was read from AWS: it is no refresh, and of no run with --refresh.");
    const notDeployed = [...this.#done].filter(([urn, changes]) => changes && !this.#isDrift(urn)).length;
    const at = this.#at === undefined ? {} : { at: this.#at };
    return { form: "a stream of events", resources, complaints: this.#complaints, notDeployed, gaps, ...at };
  }

  #isDrift(urn: string): boolean {
    const { found } = this.#begun.get(urn) ?? {};
    return found === "changed" || found === "gone";
  }
}

function metadataOf(event: unknown): Fields {
  return isObject(event) && isObject(event["metadata"]) ? event["metadata"] : {};
}

function urnIn({ urn }: Fields): { urn?: string } {
  return typeof urn === "string" ? { urn } : {};
}
