import { beforeEach, expect, it } from "@jest/globals";

import { ACCOUNT, type Emulator, MEMBER, OUTSIDER, REGION, THIRD_PARTY } from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { deployed } from "../support/engines/deployed";
import { changesOf, type DeployedStack } from "../support/engines/engines";
import type { TestProject } from "../support/engines/project";

const SECRET_KEY = "canary-secret-access-key";
const role = (account: string) => ({ roleArn: `arn:aws:iam::${account}:role/model-access-deployer` });

describeOnCells("explicit providers", {}, (cell) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  /** One agreement of the stack's own configuration, and one of a provider that works in the member account. */
  function program(provider: object, onMember: object = {}): string {
    const args = {
      region: REGION,
      accessKey: ACCOUNT,
      secretKey: SECRET_KEY,
      endpoints: [{ bedrock: emulator.url, sts: emulator.url }],
      assumeRole: role(MEMBER),
      pollInterval: 0.02,
      ...provider,
    };
    return `
      const { ModelAgreement, Provider } = require("pulumi-model-access");
      const member = new Provider("member", ${JSON.stringify(args)});
      const modelId = "${THIRD_PARTY}";
      exports.own = new ModelAgreement("own", { modelId }).id;
      exports.members = new ModelAgreement("members", { modelId, ...${JSON.stringify(onMember)} }, { provider: member }).id;`;
  }

  beforeEach(async () => {
    const config = { "aws:region": "us-west-2" };
    ({ emulator, project, stack } = await deployed(cell, "", { config }));
    project.program(program({}));
  });

  const ids = async (): Promise<unknown[]> => {
    const { own, members } = await stack.outputs();
    return [own?.value as unknown, members?.value as unknown];
  };

  it("work in their own account and Region, and inherit nothing from the stack's configuration", async () => {
    await stack.up();
    expect(await ids()).toEqual([
      `${ACCOUNT}/us-west-2/${THIRD_PARTY}`,
      `${MEMBER}/${REGION}/${THIRD_PARTY}`,
    ]);
    emulator.requests.clear();
    await stack.up({ refresh: true, expectNoChanges: true });
    expect(stack.stored()).not.toContain(SECRET_KEY);

    // Without the program, each resource stays with its provider.
    await stack.destroy();
    const cancelled = emulator.requests.all().filter(({ access }) => access === "write");
    expect(cancelled.map(({ account, region }) => `${account} ${region}`).sort()).toEqual([
      `${ACCOUNT} us-west-2`,
      `${MEMBER} ${REGION}`,
    ]);
  });

  it("give way to what a resource says of its Region, and come before its role", async () => {
    project.program(program({}, { region: "eu-west-1", assumeRole: role(OUTSIDER) }));
    await stack.up().catch(() => undefined); // that account cannot pay
    const chain = emulator.requests
      .all()
      .filter(({ operation }) => operation === "AssumeRole" || operation === "CreateFoundationModelAgreement")
      .map(({ account, region, operation }) => `${operation} ${account} ${region}`);
    expect(chain).toContain(`AssumeRole ${MEMBER} eu-west-1`);
    expect(chain).toContain(`CreateFoundationModelAgreement ${OUTSIDER} eu-west-1`);
  });

  it("that change take their resources along, and touch nothing in another account", async () => {
    await stack.up();
    project.program(program({ maxRetries: 3 }));
    expect(await changesOf(stack.up())).toEqual({ update: 1, same: 3 });

    project.program(program({ region: "eu-west-1" }));
    expect(await changesOf(stack.up())).toEqual({ update: 1, replace: 1, same: 2 });
    expect((await ids())[1]).toBe(`${MEMBER}/eu-west-1/${THIRD_PARTY}`);

    // What is in the old account is not touched with credentials of the new one.
    project.program(program({ region: "eu-west-1", assumeRole: role(ACCOUNT) }));
    emulator.requests.clear();
    const cancelling = () =>
      emulator.requests
        .all()
        .filter(({ operation }) => operation === "DeleteFoundationModelAgreement")
        .map(({ account, region }) => `${account} ${region}`);
    if (cell.transport === "plugin") {
      // The provider is replaced as well, so that the old one can still delete.
      const moved = { replace: 2, same: 2 };
      expect((await stack.preview()).changeSummary).toEqual(moved);
      expect(await changesOf(stack.up())).toEqual(moved);
      expect(cancelling()).toEqual([`${MEMBER} eu-west-1`]);
      return;
    }
    expect((await stack.preview()).changeSummary).toEqual({ update: 1, replace: 1, same: 2 });
    await expect(stack.up()).rejects.toThrow(
      new RegExp(`refused, because the credentials are of account ${ACCOUNT}`),
    );
    expect(cancelling()).toEqual([]);
  });

  it("are refused before anything is called where they are wrong", async () => {
    project.program(program({ regoin: REGION }));
    await expect(stack.preview()).rejects.toThrow(
      /provider 'member' has a problem: regoin: is not a property here; did you mean region\?/,
    );
    expect(emulator.requests.all()).toEqual([]);
    project.program(program({ allowedAccountIds: [ACCOUNT] }));
    await expect(stack.up()).rejects.toThrow(
      /are of account 444455556666, which allowedAccountIds does not list/,
    );
    project.program(program({ maxRetries: "many" }));
    await expect(stack.preview()).rejects.toThrow(/aws:maxRetries must be a whole number, 0 or more/);
    expect(
      emulator.requests.all().filter(({ account, access }) => account === MEMBER && access === "write"),
    ).toEqual([]);
  });
});
