import { expect, it } from "@jest/globals";

import { ACCOUNT, ENCRYPTED_MODEL, MEMBER, REGION } from "../support/emulator/emulated";
import { describeExample, type Example } from "../support/engines/examples";
import { bedrockOf, ownModels } from "../support/aws/models";
import { ownedShares } from "../support/aws/shares";

const UNIT = `arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/ou-exam-workload`;
const SHARE = "CreateResourceShare";
const COPY = "CreateModelCopyJob";
const REMOVE = "DeleteCustomModel";
const owner = { account: ACCOUNT, region: REGION };
const recipient = { account: MEMBER, region: REGION };

describeExample("share-custom-model", { speed: 3600 }, (current) => {
  const configure = (key: string, value: string) => current().configure(key, value);
  const did: Example["did"] = (run) => current().did(run);
  const copies = async (region = REGION) => ownModels(bedrockOf(current().emulator, MEMBER, region));

  it("runs up, nothing, every update, every drift, and destroy", async () => {
    const { emulator, stack } = current();
    // The stack, two providers, the component, the share, the acceptance and two copies.
    expect(await did(stack.up())).toEqual([{ create: 8 }, [SHARE, COPY, COPY]]);
    const [here] = await copies();
    const [there] = await copies("us-west-2");
    expect(await stack.outputs()).toMatchObject({
      modelArns: { value: { [MEMBER]: { [REGION]: here!.modelArn, "us-west-2": there!.modelArn } } },
      seen: { value: [`case-summary of ${ACCOUNT}`] },
    });
    expect(await did(stack.up({ refresh: true, expectNoChanges: true }))).toEqual([{ same: 8 }, []]);

    // Updates: another recipient, a rename and other tags; then one recipient less.
    await configure("principals", JSON.stringify([UNIT, MEMBER]));
    await configure("shareName", "summaries");
    await configure("stage", "production");
    const [updated, updates] = await did(stack.up());
    expect(updated).toEqual({ update: 3, same: 5 });
    expect(updates.sort()).toEqual([
      "AssociateResourceShare",
      "TagResource",
      "TagResource",
      "UpdateResourceShare",
    ]);
    await configure("principals", JSON.stringify([MEMBER]));
    expect(await did(stack.up())).toEqual([{ update: 1, same: 7 }, ["DisassociateResourceShare"]]);

    // Drift: of who has the model, of a copy's tags, of another copy's being there.
    const [share] = await ownedShares(emulator);
    emulator.incidents.shareWidened(owner, share!.resourceShareArn!, { principals: [UNIT] });
    emulator.incidents.customModelTagged(recipient, here!.modelArn!, { stage: "clicked" });
    emulator.incidents.customModelDeleted({ ...recipient, region: "us-west-2" }, there!.modelArn!);
    expect(await stack.previewRefresh()).toMatchObject({ changeSummary: { update: 2, delete: 1, same: 5 } });
    const [repaired, repairs] = await did(stack.up({ refresh: true }));
    expect(repaired).toEqual({ update: 2, create: 1, same: 5 });
    expect(repairs.sort()).toEqual([COPY, "DisassociateResourceShare", "TagResource"]);

    // A Region less, and another name, which makes another copy.
    await configure("regions", JSON.stringify([REGION]));
    await configure("modelName", "summary-v2");
    const [moved, moves] = await did(stack.up());
    expect(moved).toEqual({ replace: 1, delete: 1, same: 6 });
    expect(moves.sort()).toEqual([COPY, REMOVE, REMOVE]);

    // Revoked by hand: the share is gone for both sides, the copy stays as it is, and the next run shares anew.
    emulator.incidents.shareDeleted(owner, share!.resourceShareArn!);
    expect(await stack.previewRefresh()).toMatchObject({ changeSummary: { delete: 2, same: 5 } });
    expect(await did(stack.up({ refresh: true }))).toEqual([{ create: 2, update: 1, same: 4 }, [SHARE]]);
    expect(await copies()).toHaveLength(1);

    expect(await did(stack.destroy())).toEqual([{ delete: 7 }, [REMOVE, "DeleteResourceShare"]]);
    expect([await copies(), await ownedShares(emulator)]).toEqual([[], []]);
  });

  it("shares nothing where the model's key keeps the recipient out, and says what to do", async () => {
    const { emulator, stack } = current();
    emulator.incidents.keyChanged(
      owner,
      "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-4333-8444-555555555555",
      {
        policy: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
              Action: "kms:*",
              Resource: "*",
            },
          ],
        },
      },
    );
    const failed = await stack.up().then(
      () => "nothing failed",
      (error: unknown) => String(error),
    );
    expect(failed).toContain(`could not copy ${ENCRYPTED_MODEL}: its key does not let it decrypt`);
    expect(failed).toContain(
      "Allow kms:Decrypt to it in the policy of arn:aws:kms:us-east-1:111122223333:key/",
    );
    expect(current().written()).toEqual([]);
  });
});
