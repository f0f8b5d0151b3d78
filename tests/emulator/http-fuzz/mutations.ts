import fc from "../../support/properties";
import type { Sent } from "../../support/emulator/wire";

/** What no member expects, of every kind that JSON has, and texts that parsers trip over. */
const HOSTILE = [
  null,
  true,
  -1,
  0.5,
  1e308,
  "",
  " ",
  "\u0000",
  "\ud800",
  "../../..",
  "%00",
  "__proto__",
  "arn:aws:",
  "arn:aws:bedrock:us-east-1:111122223333:custom-model/",
  "x".repeat(20_000),
  [],
  {},
  [null],
  { __proto__: null, constructor: "x" },
  { "": [[]] },
] as const;
const hostile = fc.oneof(fc.constantFrom<unknown>(...HOSTILE), fc.jsonValue(), fc.string({ unit: "binary" }));
const hostileText = fc.oneof(
  fc.constantFrom(...HOSTILE.filter((one) => typeof one === "string")),
  fc.string({ unit: "binary" }),
);

/** Every place within a JSON value, the value itself first. */
function placesIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => placesIn(member, [...path, name]))];
}

function withMember(value: unknown, [name, ...rest]: readonly string[], member: unknown): unknown {
  if (name === undefined) return member;
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const holder = copy as Record<string, unknown>;
  holder[name] = withMember(holder[name], rest, member);
  return copy;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** With the length of what it is now, or the server would wait for the rest. */
function withBody(sent: Sent, body: string | Buffer): Sent {
  const bytes = Buffer.from(body as string);
  return { ...sent, body: bytes, headers: { ...sent.headers, "content-length": String(bytes.length) } };
}

/** One member of a JSON body is another, or one that is new. */
function otherMember(sent: Sent) {
  const body = parsed(sent.body);
  const place = fc.constantFrom(...placesIn(body), ["unknownMember"]);
  return fc.tuple(place, hostile).map(([path, value]) => {
    return withBody(sent, JSON.stringify(withMember(body, path, value)));
  });
}

/** One field of a form, or of the query, has another value or name. */
function otherField(from: string, put: (fields: string) => Sent) {
  const fields = [...new URLSearchParams(from)];
  return fc.tuple(fc.nat(fields.length), fc.boolean(), hostileText).map(([at, isName, text]) => {
    const [name, value] = fields[at] ?? ["unknownField.member.1", ""];
    const others = fields.filter((_, index) => index !== at);
    return put(new URLSearchParams([...others, isName ? [text, value] : [name, text]]).toString());
  });
}

/** A segment of the path is another; what a URL cannot hold is encoded, sometimes wrongly. */
function otherSegment(sent: Sent) {
  const [path = "", query] = sent.url.split("?");
  const segments = path.split("/");
  const segment = fc.oneof(
    hostileText.map((text) => encodeURIComponent(Buffer.from(text).toString())),
    fc.constantFrom("%", "%zz", "%e0%a4%a", "", "..", ";", "a%2Fb"),
  );
  return fc.tuple(fc.integer({ min: 1, max: segments.length }), segment).map(([at, text]) => {
    const url = segments.with(Math.min(at, segments.length - 1), text).join("/");
    return { ...sent, url: query === undefined ? url : `${url}?${query}` };
  });
}

const visible = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)),
});

/** A header is missing or another. */
function otherHeader(sent: Sent) {
  const names = Object.keys(sent.headers).filter((name) => !["content-length", "connection"].includes(name));
  return fc.tuple(fc.constantFrom(...names), fc.option(visible)).map(([name, value]) => {
    const { [name]: _before, ...others } = sent.headers;
    return { ...sent, headers: value === null ? others : { ...others, [name]: value } };
  });
}

/** The body is cut, has bytes of others among its own, or is not the one that was meant. */
function otherBytes(sent: Sent) {
  const { length } = sent.body;
  const bytes = fc.uint8Array({ maxLength: 20 });
  return fc.tuple(fc.nat(length), fc.nat(length), bytes).map(([from, to, added]) => {
    return withBody(sent, Buffer.concat([sent.body.subarray(0, from), added, sent.body.subarray(to)]));
  });
}

const METHODS = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS"];

/** A request of the SDK that went wrong in one way. */
export function mutated(requests: readonly Sent[]) {
  return fc.constantFrom(...requests).chain((sent) => {
    const [path = "", query = ""] = sent.url.split("?");
    const isForm = sent.headers["content-type"]?.includes("form-urlencoded") === true;
    return fc.oneof(
      otherHeader(sent),
      otherBytes(sent),
      otherSegment(sent),
      fc.constantFrom(...METHODS).map((method) => ({ ...sent, method })),
      otherField(query, (fields) => ({ ...sent, url: `${path}?${fields}` })),
      ...(isForm ? [otherField(sent.body.toString(), (fields) => withBody(sent, fields))] : []),
      ...(isForm || sent.body.length === 0 ? [] : [{ weight: 8, arbitrary: otherMember(sent) }]),
    );
  });
}
