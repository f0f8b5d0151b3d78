import { expect, it } from "@jest/globals";

import { MEMBER } from "../support/emulator/emulated";
import { describeExample } from "../support/engines/examples";

describeExample(
  "complete",
  { speed: 3600, world: { useCaseForm: { effectiveAfterSeconds: 0 } }, both: true },
  (current) => {
    it("runs all seven resources together: up, nothing, no drift, destroy", async () => {
      const example = current();
      const { stack } = example;
      const [created, made] = await example.did(stack.up());
      expect(created).toEqual({ create: 10 });
      expect(made.sort()).toEqual([
        "CreateFoundationModelAgreement",
        "CreateModelCopyJob",
        "CreateResourceShare",
        "ImportModel",
        "PutResourcePolicy",
        "PutUseCaseForModelAccess",
      ]);
      expect(await stack.outputs()).toMatchObject({
        agreementStatus: { value: "AVAILABLE" },
        copiedModelArn: { value: expect.stringContaining(`:${MEMBER}:custom-model/`) },
        classifierArn: {
          value: expect.stringContaining(`:${MEMBER}:document-classifier/ticket-topics/version/`),
        },
      });
      expect(await example.did(stack.up({ expectNoChanges: true }))).toEqual([{ same: 10 }, []]);
      expect(await example.did(stack.refresh({ expectNoChanges: true }))).toEqual([{ same: 10 }, []]);
      const [gone, deletes] = await example.did(stack.destroy());
      expect(gone).toEqual({ delete: 10 });
      // AWS has no way to take a form back.
      expect(deletes.sort()).toEqual([
        "DeleteCustomModel",
        "DeleteDocumentClassifier",
        "DeleteFoundationModelAgreement",
        "DeleteResourcePolicy",
        "DeleteResourceShare",
      ]);
    });
  },
);
