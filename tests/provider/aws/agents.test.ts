import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import {
  createServer,
  type IncomingMessage,
  request as send,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { join, resolve } from "node:path";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import { goesDirectly } from "#provider/aws/clients/agents";
import { Aws } from "#provider/aws/aws";
import { readAwsConfig } from "#provider/aws/config/config";
import { explained } from "#provider/aws/errors/explained";
import { ACCOUNT, type Emulator, REGION } from "../../support/emulator/emulated";
import { configFor, Host } from "../../support/hosts/host";

const TLS = resolve(__dirname, "../../../support/tls");
const CERTIFICATE = join(TLS, "certificate.pem");
/** Names that only a proxy can resolve. */
const STS = `sts.${REGION}.amazonaws.test`;
const BEDROCK = `bedrock.${REGION}.amazonaws.test`;
const place = { region: REGION };

let emulator: Emulator;
/** The emulator behind TLS, as AWS is. */
let secure: Server;
let proxy: Server;
/** What the proxy was asked for. */
const asked: string[] = [];
const sockets = new Set<Socket>();

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;
const listening = (server: Server): Promise<void> =>
  new Promise((ready) => void server.listen(0, "127.0.0.1", ready));

/** A password, or anything at all when it is asked for none. */
function isLetThrough({ headers }: IncomingMessage): boolean {
  const { "proxy-authorization": given } = headers;
  return given === undefined || given === `Basic ${Buffer.from("user:let me in").toString("base64")}`;
}

/** The emulator goes by no other name than its own. */
function forward(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url!, emulator.url);
  const { host: _, ...headers } = request.headers;
  const options = { path: pathname + search, method: request.method!, headers };
  const onwards = send(emulator.url, options, (answer) =>
    answer.pipe(response.writeHead(answer.statusCode!, answer.headers)),
  );
  request.pipe(onwards);
}

beforeAll(async () => {
  emulator = await startEmulator();
  const [key, cert] = ["key.pem", "certificate.pem"].map((name) => readFileSync(join(TLS, name)));
  secure = createSecureServer({ key: key!, cert: cert! }, forward);
  await listening(secure);
  proxy = createServer((request, response) => {
    asked.push(`${request.method} http://${new URL(request.url!).host}`);
    forward(request, response);
  });
  proxy.on("connection", (socket: Socket) => sockets.add(socket));
  proxy.on("connect", (request: IncomingMessage, client: Socket) => {
    asked.push(`CONNECT ${request.url!}`);
    if (!isLetThrough(request)) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    client.write("HTTP/1.1 200 OK\r\n\r\n");
    const server = connect(portOf(secure), "127.0.0.1");
    sockets.add(server);
    client.pipe(server).pipe(client);
    for (const end of [client, server]) end.on("error", () => end.destroy());
  });
  await listening(proxy);
});
beforeEach(() => {
  asked.length = 0;
  emulator.requests.clear();
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of [proxy, secure]) {
    server.closeAllConnections();
    server.close();
  }
  await emulator.close();
});

function aws(config: Record<string, unknown>): Aws {
  const all: Record<string, unknown> = { ...configFor(emulator), "aws:maxRetries": 0, ...config };
  const { config: parsed, problems } = readAwsConfig((key) => all[key]);
  return new Aws(parsed, problems);
}

const proxyUrl = (userInfo = ""): string => `http://${userInfo}127.0.0.1:${portOf(proxy)}`;
const saying = (config: Record<string, unknown>): Promise<string> =>
  aws(config)
    .identity(place)
    .then(
      () => "nothing failed",
      (thrown: unknown) => explained(thrown).message,
    );

describe("behind a company's proxy", () => {
  const https = { "aws:endpoints": { sts: `https://${STS}` }, "aws:customCaBundle": CERTIFICATE };

  it("AWS is reached by aws:httpsProxy, with the certificates of aws:customCaBundle", async () => {
    const { accountId } = await aws({ ...https, "aws:httpsProxy": proxyUrl() }).identity(place);
    expect(accountId).toBe(ACCOUNT);
    expect(asked).toEqual([`CONNECT ${STS}:443`]);
  });

  it("plain addresses are reached by aws:httpProxy, and so are secure ones where it is the only proxy", async () => {
    const plain = { "aws:endpoints": { sts: `http://${STS}` }, "aws:httpProxy": proxyUrl() };
    expect((await aws(plain).identity(place)).accountId).toBe(ACCOUNT);
    expect((await aws({ ...https, "aws:httpProxy": proxyUrl() }).identity(place)).accountId).toBe(ACCOUNT);
    expect(asked).toEqual([`POST http://${STS}`, `CONNECT ${STS}:443`]);
  });

  it("HTTPS_PROXY and AWS_CA_BUNDLE do as well, for a whole run with its roles", async () => {
    const host = await Host.start(
      {
        ...configFor(emulator),
        "aws:endpoints": JSON.stringify([{ bedrock: `https://${BEDROCK}`, sts: `https://${STS}` }]),
      },
      { HTTPS_PROXY: proxyUrl(), AWS_CA_BUNDLE: CERTIFICATE },
    );
    const agreement = host.resource("ModelAgreement");
    const assumeRole = { roleArn: `arn:aws:iam::${ACCOUNT}:role/model-access-deployer` };
    await agreement.up({ modelId: "amazon.nova-micro-v1:0", assumeRole }).finally(() => host.stop());
    expect(new Set(asked)).toEqual(new Set([`CONNECT ${STS}:443`, `CONNECT ${BEDROCK}:443`]));
    expect(emulator.requests.all().map(({ operation }) => operation)).toContain("AssumeRole");
  });

  it("what aws:noProxy names, and this machine, is reached without", async () => {
    const config = { "aws:httpProxy": proxyUrl() };
    expect((await aws(config).identity(place)).accountId).toBe(ACCOUNT);
    expect(asked).toEqual([]);
    const direct = { ...https, "aws:httpsProxy": proxyUrl(), "aws:noProxy": ".amazonaws.test" };
    expect(await saying(direct)).toContain(`getaddrinfo`);
    expect(asked).toEqual([]);
  });

  it("a password is used, and a proxy that refuses it is named as the one that refuses", async () => {
    const config = { ...https, "aws:httpsProxy": proxyUrl("user:let%20me%20in@") };
    expect((await aws(config).identity(place)).accountId).toBe(ACCOUNT);
    const text = await saying({ ...https, "aws:httpsProxy": proxyUrl("user:canary-password@") });
    expect(text).toMatch(/proxy.*407|407.*proxy/is);
    expect(text).not.toContain("canary-password");
  });

  it("a certificate that nobody named is refused, and the advice names aws:customCaBundle", async () => {
    const { "aws:customCaBundle": _, ...untrusted } = https;
    const text = await saying({ ...untrusted, "aws:httpsProxy": proxyUrl() });
    expect(text).toMatch(/self-signed certificate\n {2}Set aws:customCaBundle/);
  });

  it("a proxy that is not there, and certificates that are not, are named", async () => {
    expect(await saying({ ...https, "aws:httpsProxy": "http://127.0.0.1:1" })).toMatch(
      /ECONNREFUSED 127\.0\.0\.1:1\n.*a proxy \(aws:httpsProxy, HTTPS_PROXY\)/,
    );
    expect(await saying({ "aws:customCaBundle": "/nowhere/ca.pem" })).toMatch(
      /^the certificates of aws:customCaBundle or AWS_CA_BUNDLE cannot be read: ENOENT.*\/nowhere\/ca\.pem/,
    );
  });

  it.each([
    ["*", "sts.amazonaws.com", true],
    ["amazonaws.com", "sts.amazonaws.com", true],
    ["amazonaws.com", "amazonaws.com", true],
    ["amazonaws.com", "notamazonaws.com", false],
    [".amazonaws.com", "amazonaws.com", false],
    ["*.amazonaws.com", "sts.amazonaws.com", true],
    ["AmazonAWS.com", "STS.amazonaws.com", true],
    [" example.com , sts.amazonaws.com ", "sts.amazonaws.com", true],
    ["sts.amazonaws.com:443", "sts.amazonaws.com", true],
    ["sts.amazonaws.com:8443", "sts.amazonaws.com", false],
    ["10.0.0.0/8", "10.1.2.3", true],
    ["10.0.0.0/8", "11.1.2.3", false],
    ["10.1.2.3", "10.1.2.3", true],
    ["fd00::/8", "fd00::1", true],
    ["", "localhost", true],
    ["", "127.0.0.1", true],
    ["", "[::1]", true],
    ["", "sts.amazonaws.com", false],
    ["10.0.0.0/99", "10.1.2.3", false],
  ])("NO_PROXY %j is read as Go reads it: %s", (noProxy, host, isDirect) => {
    expect(goesDirectly(noProxy)(host, "443")).toBe(isDirect);
  });
});

it("whoever has no proxy does not load what reaches one", () => {
  const loads = (config: object): string =>
    execFileSync(
      process.execPath,
      [
        "-e",
        `const { Aws } = require("./provider/dist/aws/aws.js");
       new Aws({ assumeRoles: [], endpoints: {}, ...${JSON.stringify(config)} }).bedrock({ region: "us-east-1" });
       console.log(Object.keys(require.cache).some((file) => file.includes("proxy-agent")));`,
      ],
      { cwd: resolve(__dirname, "../../../.."), env: { PATH: process.env["PATH"] }, encoding: "utf8" },
    ).trim();
  expect(loads({})).toBe("false");
  expect(loads({ httpsProxy: "http://proxy" })).toBe("true");
});
