import { addAbortSignal, type Readable } from "node:stream";

import { CancelledError } from "../../core/errors";
import { type HttpHandler, SlowAnswer } from "./bounds";
import { transportSdk } from "./sdk";

/** More than any document of terms has. */
const LIMIT_BYTES = 32 * 1024 * 1024;
const ATTEMPTS = 3;

/**
 * Fetches what lies at an address that needs no credentials. The address may be a signed one: no error repeats it.
 * @throws Error when it cannot be had as a whole; CancelledError when the signal comes first
 */
export async function download(
  handler: HttpHandler,
  address: string,
  abortSignal: AbortSignal,
): Promise<Buffer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetched(handler, address, abortSignal);
    } catch (thrown) {
      if (abortSignal.aborted) throw new CancelledError();
      if (attempt === ATTEMPTS || thrown instanceof Refused || thrown instanceof SlowAnswer) throw thrown;
    }
  }
}

/** The server has answered, and would say the same again. */
class Refused extends Error {
  override readonly name = "Refused";
}

async function fetched(handler: HttpHandler, address: string, abortSignal: AbortSignal): Promise<Buffer> {
  if (!URL.canParse(address)) throw new Refused("its address is none");
  const { protocol, hostname, port, pathname, search } = new URL(address);
  const request = new (transportSdk().HttpRequest)({
    method: "GET",
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ""),
    ...(port !== "" && { port: Number(port) }),
    path: `${pathname}${search}`,
    headers: { host: new URL(address).host },
  });
  const { response } = await handler.handle(request, { abortSignal });
  const content = await contentOf(addAbortSignal(abortSignal, response.body as Readable));
  if (response.statusCode !== 200) {
    // S3 says why in XML.
    const [, code = ""] = /<Code>(\w+)<\/Code>/.exec(content.toString("latin1")) ?? [];
    const why = `its server answers with status ${response.statusCode}${code && ` (${code})`}`;
    throw response.statusCode < 500 ? new Refused(why) : new Error(why);
  }
  const promised = response.headers["content-length"];
  if (content.length === 0) throw new Refused("it is empty");
  if (promised !== undefined && Number(promised) !== content.length) throw new Error("it ends in the middle");
  return content;
}

async function contentOf(body: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LIMIT_BYTES) throw new Refused(`it is larger than ${LIMIT_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
