import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ListFoundationModelsCommand } from "@aws-sdk/client-bedrock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import type { PropertyMap } from "#engine/values/values";
import { defaultWorld, startEmulator } from "#emulator/index";
import { Aws } from "#provider/aws/aws";
import { readAwsConfig } from "#provider/aws/config/config";
import {
  ACCOUNT,
  type Emulator,
  MEMBER,
  OUTSIDER,
  REGION,
  THIRD_PARTY,
} from "../../support/emulator/emulated";
import { configFor, Host } from "../../support/hosts/host";
import { webIdentityToken } from "../../support/aws/web-identity";

const place = { region: REGION };
const role = (account: string): string => `arn:aws:iam::${account}:role/model-access-deployer`;
let emulator: Emulator;
let folder: string;

beforeAll(async () => {
  emulator = await startEmulator();
  folder = mkdtempSync(join(tmpdir(), "credentials-"));
});
beforeEach(() => emulator.requests.clear());
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await emulator.close();
});

function aws(config: Record<string, unknown> = {}): Aws {
  const all: Record<string, unknown> = { ...configFor(emulator), ...config };
  const { config: parsed, problems } = readAwsConfig((key) => all[key]);
  return new Aws(parsed, problems);
}

/** The metadata of an EC2 instance with a role in another account. */
async function instance(): Promise<{ endpoint: string; asked: string[]; close: () => void }> {
  const asked: string[] = [];
  const server = createServer(({ method, url = "" }, response) => {
    asked.push(url);
    const keys = {
      AccessKeyId: OUTSIDER,
      SecretAccessKey: "test",
      Token: "",
      Expiration: "2100-01-01T00:00:00Z",
    };
    const isRole = url.endsWith("/security-credentials/");
    response.end(method === "PUT" ? "token" : isRole ? "instance-role" : JSON.stringify(keys));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return { endpoint: `http://127.0.0.1:${port}`, asked, close: () => void server.close() };
}

const callers = (): string[] =>
  emulator.requests.all().map(({ operation, account }) => `${operation} ${account}`);

describe("credentials", () => {
  it("are the configuration's keys", async () => {
    expect(await aws().identity(place)).toEqual({ accountId: ACCOUNT, partition: "aws" });
  });

  it("go through the configuration's roles in their order, then the resource's own", async () => {
    const chain = aws({ "aws:assumeRoles": JSON.stringify([{ roleArn: role(MEMBER) }]) });
    expect((await chain.identity(place)).accountId).toBe(MEMBER);
    const last = { ...place, assumeRole: { roleArn: role(OUTSIDER) } };
    expect((await chain.identity(last)).accountId).toBe(OUTSIDER);
    expect(callers()).toEqual([
      `AssumeRole ${ACCOUNT}`,
      `GetCallerIdentity ${MEMBER}`,
      `AssumeRole ${ACCOUNT}`,
      `AssumeRole ${MEMBER}`,
      `GetCallerIdentity ${OUTSIDER}`,
    ]);
  });

  it("start from a web identity", async () => {
    const token = webIdentityToken();
    const identity = { roleArn: role(MEMBER), webIdentityToken: token };
    const config = {
      "aws:accessKey": undefined,
      "aws:secretKey": undefined,
      "aws:assumeRoleWithWebIdentity": JSON.stringify(identity),
    };
    expect((await aws(config).identity(place)).accountId).toBe(MEMBER);
    const webIdentityTokenFile = join(folder, "token");
    writeFileSync(webIdentityTokenFile, token);
    const fromFile = { roleArn: role(OUTSIDER), webIdentityTokenFile };
    const second = aws({ ...config, "aws:assumeRoleWithWebIdentity": JSON.stringify(fromFile) });
    expect((await second.identity(place)).accountId).toBe(OUTSIDER);
  });

  it("come from a profile of the named files", async () => {
    const credentials = join(folder, "credentials");
    writeFileSync(credentials, `[deploy]\naws_access_key_id = ${MEMBER}\naws_secret_access_key = test\n`);
    const config = {
      "aws:accessKey": undefined,
      "aws:secretKey": undefined,
      "aws:profile": "deploy",
      "aws:sharedCredentialsFiles": JSON.stringify([credentials]),
    };
    expect((await aws(config).identity(place)).accountId).toBe(MEMBER);
  });

  it("of a profile that is not there are refused by its name, and nobody else's are used", async () => {
    const file = join(folder, "others");
    writeFileSync(file, "[other]\naws_access_key_id = x\naws_secret_access_key = y\n");
    const config = {
      "aws:accessKey": undefined,
      "aws:secretKey": undefined,
      "aws:profile": "deploi",
      "aws:sharedCredentialsFiles": [file],
      "aws:sharedConfigFiles": [join(folder, "none")],
    };
    await expect(aws(config).identity(place)).rejects.toThrow(
      'the profile "deploi" of aws:profile does not exist\n  The shared configuration and credentials files have: other.',
    );
    expect(callers()).toEqual([]);
  });

  it("of a web identity whose token is not there are asked for by name", async () => {
    const webIdentityTokenFile = join(folder, "missing");
    const config = {
      "aws:accessKey": undefined,
      "aws:secretKey": undefined,
      "aws:assumeRoleWithWebIdentity": { roleArn: role(MEMBER), webIdentityTokenFile },
    };
    await expect(aws(config).identity(place)).rejects.toThrow(
      `the token of the web identity cannot be read from ${webIdentityTokenFile} (ENOENT)\n  Check webIdentityTokenFile`,
    );
  });

  it.each([true, "True"])(
    "are not the instance's own where aws:skipMetadataApiCheck is %j",
    async (skipMetadataApiCheck) => {
      const { endpoint, asked, close } = await instance();
      const env = { AWS_EC2_METADATA_DISABLED: "false", AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint };
      const config = { ...configFor(emulator), "aws:accessKey": "", "aws:secretKey": "" };
      const up = async (changed: PropertyMap): Promise<unknown> => {
        const host = await Host.start({ ...config, ...changed }, env);
        const agreement = host.resource("ModelAgreement");
        await agreement.up({ modelId: "amazon.nova-micro-v1:0" }).finally(() => host.stop());
        return agreement.outputs["accountId"];
      };
      try {
        await expect(up({ "aws:skipMetadataApiCheck": skipMetadataApiCheck })).rejects.toThrow(
          "No AWS credentials were found",
        );
        expect(asked).toEqual([]);
        // Else they are.
        expect(await up({})).toBe(OUTSIDER);
      } finally {
        close();
      }
    },
  );

  it("come from the environment, and the endpoint from AWS_ENDPOINT_URL", async () => {
    const env = {
      AWS_ACCESS_KEY_ID: MEMBER,
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: emulator.url,
      AWS_REGION: REGION,
    };
    const host = await Host.start({}, env);
    const agreement = host.resource("ModelAgreement");
    await agreement.up({ modelId: "amazon.nova-micro-v1:0" });
    expect(agreement.outputs["accountId"]).toBe(MEMBER);
    await host.stop();
  });

  it("are asked for once, however many calls need them", async () => {
    const chain = aws({ "aws:assumeRoles": JSON.stringify([{ roleArn: role(MEMBER) }]) });
    await Promise.all([
      chain.identity(place),
      chain.identity({ region: "eu-west-1" }),
      chain.identity(place),
    ]);
    expect(callers()).toEqual([`AssumeRole ${ACCOUNT}`, `GetCallerIdentity ${MEMBER}`]);
  });

  it("that fail are asked for again by the next caller", async () => {
    const failing = aws({ "aws:maxRetries": "0" });
    emulator.faults.add({
      target: { operation: "GetCallerIdentity" },
      times: 1,
      effect: { kind: "refusal", code: "InternalFailure", status: 500 },
    });
    await expect(failing.identity(place)).rejects.toThrow();
    expect((await failing.identity(place)).accountId).toBe(ACCOUNT);
  });

  it("are refused when the account is not allowed, or forbidden", async () => {
    const allowed = aws({ "aws:allowedAccountIds": JSON.stringify([MEMBER]) });
    await expect(allowed.identity(place)).rejects.toThrow(
      `the credentials are of account ${ACCOUNT}, which allowedAccountIds does not list (${MEMBER})`,
    );
    const forbidden = aws({ "aws:forbiddenAccountIds": JSON.stringify([ACCOUNT]) });
    await expect(forbidden.identity(place)).rejects.toThrow("which forbiddenAccountIds lists");
  });

  it("are not used at all while the configuration has a problem", async () => {
    await expect(aws({ "aws:insecure": "true" }).identity(place)).rejects.toThrow(
      "the provider's configuration cannot be used\n  aws:insecure is not supported",
    );
    expect(callers()).toEqual([]);
  });
});

describe("calls", () => {
  it("that are never answered end", async () => {
    const client = aws().bedrock(place);
    await client.send(new ListFoundationModelsCommand({}));
    const { requestHandler } = client.config as unknown as {
      requestHandler: { httpHandlerConfigs(): object };
    };
    expect(requestHandler.httpHandlerConfigs()).toMatchObject({
      connectionTimeout: 10_000,
      requestTimeout: 60_000,
      throwOnRequestTimeout: true,
    });
  });

  it("name this package in their user agent", async () => {
    const manifest = readFileSync(join(__dirname, "../../../../provider/package.json"), "utf8");
    const { version } = JSON.parse(manifest) as { version: string };
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(String(request.headers["user-agent"]));
      response.writeHead(403, { "content-type": "text/xml" }).end("<ErrorResponse/>");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const url = `http://127.0.0.1:${port}`;
    await aws({ "aws:endpoints": { sts: url } })
      .identity(place)
      .catch(() => undefined);
    server.close();
    expect(seen[0]).toContain(`pulumi-model-access/${version}`);
  });

  it.each([
    ["0", 1],
    ["2", 3],
  ])("are tried again as often as aws:maxRetries says: %s", async (maxRetries, calls) => {
    const end = emulator.faults.add({
      target: { operation: "GetCallerIdentity" },
      effect: { kind: "refusal", code: "Throttling", status: 400 },
    });
    await aws({ "aws:maxRetries": maxRetries })
      .identity(place)
      .catch(() => undefined);
    end();
    expect(callers()).toHaveLength(calls);
  });
});

describe("a Bedrock API key in the environment", () => {
  it("does not stand in for the credentials whose account was checked", async () => {
    const host = await Host.start(configFor(emulator), {
      AWS_BEARER_TOKEN_BEDROCK: "bedrock-api-key-of-another",
    });
    const agreement = host.resource("ModelAgreement");
    await agreement.up({ modelId: "amazon.nova-micro-v1:0" }).finally(() => host.stop());
    expect(callers()).toContain(`GetFoundationModelAvailability ${ACCOUNT}`);
  });
});

it("many models in several accounts are waited for without a word of Node's about leaks", async () => {
  // Everybody can pay: who cannot is waited for longer, and alone.
  const accounts = {
    ...defaultWorld.accounts,
    [OUTSIDER]: { ...defaultWorld.accounts[MEMBER], name: "payer" },
  };
  const timing = { agreement: { availableAfterSeconds: 30 } };
  const late = await startEmulator({ world: { accounts, timing } });
  // All of them wait at once, however seldom they look.
  const host = await Host.start({ ...configFor(late), "model-access:pollInterval": "0.2" }, {});
  const regions = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1"];
  const roles: PropertyMap[] = [
    {},
    { assumeRole: { roleArn: role(MEMBER) } },
    { assumeRole: { roleArn: role(OUTSIDER) } },
  ];
  const runs = regions.flatMap((region) =>
    roles.map(async (assumed, index) =>
      host
        .resource("ModelAgreement", `${region}-${index}`)
        .up({ modelId: THIRD_PARTY, region, ...assumed })
        .catch(() => undefined),
    ),
  );
  await Promise.all(runs);
  await host.stop();
  await late.close();
  expect(host.process.output.join("\n")).not.toContain("MaxListenersExceededWarning");
});
