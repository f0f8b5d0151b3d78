import { GetResourceShareAssociationsCommand, ListResourcesCommand } from "@aws-sdk/client-ram";
import { expect, it } from "@jest/globals";

import { ACCOUNT, CUSTOM_MODEL, MEMBER, REGION, startStill } from "../../support/emulator/emulated";
import { shareByHand } from "../../support/aws/shares";
import { ram } from "../../support/aws/clients";

it.each([
  ["as if it were there", undefined, "ASSOCIATED", ["AVAILABLE"]],
  ["ASSOCIATED and UNAVAILABLE", "unavailable", "ASSOCIATED", ["UNAVAILABLE"]],
  ["DISASSOCIATED", "disassociated", "DISASSOCIATED", []],
  ["FAILED", "failed", "FAILED", []],
])("a model that is deleted stays in its share %s", async (_, alternative, status, listed) => {
  const assumptions: Record<string, string> =
    alternative === undefined ? {} : { "ram.lostModel": alternative };
  const emulator = await startStill({ world: { assumptions } });
  try {
    const shareArn = await shareByHand(emulator, [MEMBER]);
    emulator.clock.tick(120);
    emulator.incidents.customModelDeleted({ account: ACCOUNT, region: REGION }, CUSTOM_MODEL);
    const command = new GetResourceShareAssociationsCommand({
      associationType: "RESOURCE",
      resourceShareArns: [shareArn],
    });
    const { resourceShareAssociations } = await ram(emulator).send(command);
    expect(resourceShareAssociations).toMatchObject([
      {
        status,
        ...(status === "FAILED" && { statusMessage: `The resource ${CUSTOM_MODEL} could not be found.` }),
      },
    ]);
    for (const [account, resourceOwner] of [
      [ACCOUNT, "SELF"],
      [MEMBER, "OTHER-ACCOUNTS"],
    ] as const) {
      const { resources } = await ram(emulator, { account }).send(
        new ListResourcesCommand({ resourceOwner }),
      );
      expect(resources!.map((resource) => resource.status)).toEqual(listed);
    }
  } finally {
    await emulator.close();
  }
});
