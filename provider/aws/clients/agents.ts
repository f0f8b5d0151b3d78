import { readFileSync } from "node:fs";
import { Agent as HttpAgent, type ClientRequest } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { BlockList, isIP } from "node:net";

import { ModelAccessError } from "../../core/errors";
import type { AwsConfig } from "../config/config";
import { proxyAgents } from "./sdk";

type Way = Pick<AwsConfig, "httpProxy" | "httpsProxy" | "noProxy" | "customCaBundle">;

/** How connections are made, by the scheme of the address. */
interface Agents {
  readonly httpAgent?: HttpAgent;
  readonly httpsAgent?: HttpsAgent;
}

/**
 * Connections through the proxies and with the certificates that the configuration names, or the environment. Empty
 * where none are named: the SDK's own connections are the better ones then, and no library is loaded.
 * @throws ModelAccessError when the file of certificates cannot be read
 */
export function agentsFor(config: Way): Agents {
  const named = (name: string): string | undefined =>
    process.env[name.toUpperCase()] || process.env[name] || undefined;
  const bundle = config.customCaBundle ?? (process.env["AWS_CA_BUNDLE"] || undefined);
  const httpProxy = config.httpProxy ?? withScheme(named("http_proxy"));
  // As in pulumi-aws, a proxy that the configuration names for HTTP alone serves for HTTPS too.
  const httpsProxy = config.httpsProxy ?? withScheme(named("https_proxy")) ?? config.httpProxy;
  const direct = goesDirectly(config.noProxy ?? named("no_proxy") ?? "");
  // As many connections as the SDK's own agents hold.
  const options = { keepAlive: true, maxSockets: 50 };
  const trusted = bundle === undefined ? {} : { ca: certificates(bundle) };
  const secure = { ...options, ...trusted };
  return {
    ...(httpProxy !== undefined && {
      httpAgent: through(
        new HttpAgent(options),
        new (proxyAgents().HttpProxyAgent)(httpProxy, secure),
        direct,
        trusted,
      ),
    }),
    ...(httpsProxy !== undefined
      ? {
          httpsAgent: through(
            new HttpsAgent(secure),
            new (proxyAgents().HttpsProxyAgent)(httpsProxy, secure),
            direct,
            trusted,
          ),
        }
      : bundle !== undefined && { httpsAgent: new HttpsAgent(secure) }),
  };
}

function withScheme(address: string | undefined): string | undefined {
  return address === undefined || address.includes("://") ? address : `http://${address}`;
}

function certificates(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (thrown) {
    throw new ModelAccessError(
      `the certificates of aws:customCaBundle or AWS_CA_BUNDLE cannot be read: ${(thrown as Error).message}`,
    );
  }
}

/** What Node calls of an agent, and its types leave out. */
interface Connecting {
  addRequest(request: ClientRequest, options: Destination): void;
}
interface Destination {
  readonly host: string;
  readonly port: number | string;
}

/** An agent that hands over to the proxy's what does not go directly. Where a request goes is known no earlier. */
function through<A extends HttpAgent>(
  agent: A,
  proxy: HttpAgent,
  direct: (host: string, port: string) => boolean,
  trusted: object,
): A {
  const own = agent as unknown as Connecting;
  const addDirectly = own.addRequest.bind(own);
  own.addRequest = (request, options) => {
    if (direct(options.host, String(options.port))) addDirectly(request, options);
    // A proxy's agent forgets what it was told of certificates once it is connected.
    else (proxy as unknown as Connecting).addRequest(request, { ...options, ...trusted });
  };
  return agent;
}

/**
 * Reads NO_PROXY as Go does: `*`, hosts with all below them, `.below` alone, addresses and ranges of them, each with a
 * port or without. What is on this machine always goes directly.
 */
export function goesDirectly(noProxy: string): (host: string, port: string) => boolean {
  const entries = noProxy
    .toLowerCase()
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  const ranges = new BlockList();
  ranges.addSubnet("127.0.0.0", 8);
  ranges.addAddress("::1", "ipv6");
  for (const entry of entries) {
    const [, address = "", bits] = /^([\d.]+|[\da-f:]+)(?:\/(\d+))?$/.exec(entry) ?? [];
    const family = isIP(address);
    const most = family === 6 ? 128 : 32;
    const length = Number(bits ?? most);
    if (family !== 0 && length <= most) ranges.addSubnet(address, length, family === 6 ? "ipv6" : "ipv4");
  }
  return (name, port) => {
    const host = name.toLowerCase().replace(/^\[|\]$/g, "");
    if (host === "localhost") return true;
    const family = isIP(host);
    if (family !== 0 && ranges.check(host, family === 6 ? "ipv6" : "ipv4")) return true;
    return entries.some((entry) => {
      const [, pattern = "", only] = /^(.*?)(?::(\d+))?$/.exec(entry)!;
      if (only !== undefined && only !== port) return false;
      if (pattern === "*" || pattern === host) return true;
      return host.endsWith(`.${pattern.replace(/^\*?\./, "")}`);
    });
  };
}
