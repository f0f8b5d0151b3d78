import { DescribeOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, OUTSIDER, REGION } from "../support/emulated";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

const describeAs = (accessKeyId: string) =>
  new OrganizationsClient({
    region: REGION,
    endpoint: emulator.url,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: "test" },
  }).send(new DescribeOrganizationCommand({}));

it.each([ACCOUNT, MEMBER])(
  "DescribeOrganization tells %s which organization it belongs to",
  async (account) => {
    const { Organization } = await describeAs(account);
    expect(Organization).toMatchObject({ Id: "o-exampleorgid", MasterAccountId: ACCOUNT, FeatureSet: "ALL" });
  },
);

it("DescribeOrganization tells an account outside that it belongs to none", async () => {
  await expect(describeAs(OUTSIDER)).rejects.toMatchObject({ name: "AWSOrganizationsNotInUseException" });
});
