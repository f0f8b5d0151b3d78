import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

import { Aws } from "#provider/aws/aws";
import { type Bounds, BOUNDS } from "#provider/aws/clients/bounds";
import { readAwsConfig } from "#provider/aws/config/config";
import { MEMBER } from "./emulated";

/** A server in AWS's place that answers as it likes. */
export interface Hostile {
  readonly aws: Aws;
  readonly url: string;
  /** How often it was asked. */
  asked: () => number;
  connections: () => Promise<number>;
  close(): void;
}

export async function facing(
  answer: RequestListener,
  bounds: Partial<Bounds> = {},
  more: Record<string, unknown> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Hostile> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoints = { bedrock: url, comprehend: url, kms: url, licensemanager: url, ram: url, sts: url };
  const keys = { "aws:accessKey": MEMBER, "aws:secretKey": "test" };
  const all: Record<string, unknown> = { ...keys, "aws:endpoints": endpoints, ...more };
  const { config, problems } = readAwsConfig((key) => all[key]);
  return {
    aws: new Aws(config, problems, { bounds: { ...BOUNDS, ...bounds }, signal }),
    url,
    asked: () => asked,
    connections: () => new Promise((resolve) => server.getConnections((_error, count) => resolve(count))),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A byte now and then, for ever. */
export const dripping: RequestListener = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const drip = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(drip));
};

/** A page that names another one, by whatever word the service has for it. */
export const page = (token: string): string =>
  JSON.stringify({ nextToken: token, NextToken: token, NextMarker: token, Truncated: true });
