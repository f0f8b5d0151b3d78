import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import {
  getCustomModelShare,
  type GetCustomModelShareArgs,
  getCustomModelShareOutput,
  Provider,
} from "#provider/index";
import {
  ACCOUNT,
  CUSTOM_MODEL,
  type Emulator,
  ENCRYPTED_MODEL,
  MEMBER,
  OUTSIDER,
  REGION,
  writes,
} from "../support/emulator/emulated";
import { configFor } from "../support/hosts/host";
import { shareByHand, unshareByHand } from "../support/aws/shares";

const owners = { account: ACCOUNT, region: REGION };

let emulator: Emulator;
/** The shares of the account that manages the organization: two have one name. */
let share: string;
let twins: string[];

const configure = (account: string, more: Record<string, string> = {}) =>
  pulumi.runtime.setAllConfig({ ...configFor(emulator, account), "aws:maxRetries": "0", ...more });
const failure = (args: GetCustomModelShareArgs): Promise<string> =>
  getCustomModelShare(args).then(
    () => "found",
    (error: unknown) => (error as Error).message,
  );

beforeAll(async () => {
  emulator = await startEmulator({ clock: new RunningClock(3600) });
  const made = [await shareByHand(emulator, [MEMBER], [CUSTOM_MODEL, ENCRYPTED_MODEL])];
  for (let twin = 0; twin < 2; twin += 1) made.push(await shareByHand(emulator, [MEMBER], []));
  const gone = await shareByHand(emulator, []);
  emulator.clock.tick(60);
  [share, ...twins] = made as [string, ...string[]];
  for (const twin of twins) emulator.incidents.shareChanged(owners, twin, { name: "twins" });
  const tags = { team: "ml", "pulumi-model-access:resource": "0123456789abcdef" };
  emulator.incidents.shareChanged(owners, share, { tags });
  await unshareByHand(emulator, gone);
});
afterAll(() => emulator.close());
beforeEach(() => {
  configure(ACCOUNT);
  emulator.requests.clear();
});

describe("getCustomModelShare", () => {
  it("finds one's own share by its name, with its models, and passes over one that is deleted", async () => {
    expect(await getCustomModelShare({ name: "models" })).toEqual({
      resourceShareArn: share,
      name: "models",
      owningAccountId: ACCOUNT,
      status: "ACTIVE",
      resourceArns: [CUSTOM_MODEL, ENCRYPTED_MODEL],
      allowExternalPrincipals: true,
      tags: { team: "ml" },
      creationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect(writes(emulator)).toEqual([]);
  });

  it("finds the share of others by the provider of who is shared with, and in the form for outputs", async () => {
    const { url } = emulator;
    const endpoints = [{ ram: url, sts: url }];
    const keys = { accessKey: MEMBER, secretKey: "test" };
    const provider = new Provider(MEMBER, { region: REGION, ...keys, endpoints });
    const others = { resourceOwner: "OTHER-ACCOUNTS", owningAccountId: ACCOUNT } as const;
    const found = await new Promise((resolve) => {
      const shown = getCustomModelShareOutput({ name: pulumi.output("models"), ...others }, { provider });
      shown.apply(resolve);
    });
    expect(found).toMatchObject({
      resourceShareArn: share,
      owningAccountId: ACCOUNT,
      resourceArns: [CUSTOM_MODEL, ENCRYPTED_MODEL],
      tags: {},
    });
  });

  it("says what there is where nothing has the name, and where to look", async () => {
    expect(await failure({ name: "model" })).toBe(
      [
        `finding the share "model": account ${ACCOUNT} owns no share of that name in ${REGION}`,
        "There are:",
        `"models" of account ${ACCOUNT}, ACTIVE: ${share}`,
        ...twins.map((twin) => `"twins" of account ${ACCOUNT}, ACTIVE: ${twin}`).sort(),
        'A share that another account owns is found with resourceOwner: "OTHER-ACCOUNTS".',
      ].join("\n  "),
    );
    expect(await failure({ name: "models", region: "us-west-2" })).toContain("There is no share at all.");
    configure(MEMBER);
    const others = { resourceOwner: "OTHER-ACCOUNTS", owningAccountId: OUTSIDER } as const;
    expect(await failure({ name: "models", ...others })).toMatch(
      new RegExp(
        `account ${MEMBER} sees no share of account ${OUTSIDER} of that name[^]*once it is accepted`,
      ),
    );
  });

  it("names all shares of one name, and takes none of them", async () => {
    const said = await failure({ name: "twins" });
    expect(said).toContain(`account ${ACCOUNT} owns 2 shares of that name in ${REGION}`);
    for (const twin of twins) expect(said).toContain(twin);
    expect(said).toContain("use the ARN of the one you mean");
  });

  it("calls nothing with an argument that can be none", async () => {
    expect(await failure({ name: "" })).toBe('finding the share "": name: must not be empty');
    const mistyped = { name: "models", resourceOwner: "OTHERS" } as unknown as GetCustomModelShareArgs;
    expect(await failure(mistyped)).toContain('resourceOwner: must be one of "SELF", "OTHER-ACCOUNTS"');
    const misspelt = { name: "models", owningAcountId: ACCOUNT } as GetCustomModelShareArgs;
    expect(await failure(misspelt)).toContain("did you mean owningAccountId?");
    expect(emulator.requests.all()).toEqual([]);
  });
});
