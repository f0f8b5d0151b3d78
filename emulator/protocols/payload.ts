import type * as EventStreams from "@smithy/core/event-streams";

/** An answer that is no JSON of the protocol's: it goes out as it is. */
export class Payload {
  constructor(
    readonly body: Uint8Array,
    readonly headers: Readonly<Record<string, string>>,
  ) {}
}

/** One event of a stream: its type, and its members. */
export type StreamEvent = readonly [type: string, members: object];

/** Events in the framing of AWS's streams, all of which are there at once. */
export function eventStream(
  events: readonly StreamEvent[],
  headers: Readonly<Record<string, string>> = {},
): Payload {
  // Few streams are asked for, and an import would be loaded at each start.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- for the same reason
  const { EventStreamCodec } = require("@smithy/core/event-streams") as typeof EventStreams;
  const codec = new EventStreamCodec(
    (bytes) => Buffer.from(bytes as Uint8Array).toString("utf8"),
    (text) => Buffer.from(text),
  );
  const text = (value: string) => ({ type: "string", value }) as const;
  const messages = events.map(([type, members]) =>
    codec.encode({
      headers: {
        ":event-type": text(type),
        ":content-type": text("application/json"),
        ":message-type": text("event"),
      },
      body: Buffer.from(JSON.stringify(members)),
    }),
  );
  return new Payload(Buffer.concat(messages), {
    "content-type": "application/vnd.amazon.eventstream",
    ...headers,
  });
}
