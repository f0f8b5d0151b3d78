import type { Service } from "../../operation";
import { restJson } from "../../protocols/rest-json";
import { createFoundationModelAgreement } from "./create-foundation-model-agreement";
import { createModelCopyJob } from "./create-model-copy-job";
import { customModelRefusals } from "./custom-model-refusals";
import { deleteCustomModel } from "./delete-custom-model";
import { deleteFoundationModelAgreement } from "./delete-foundation-model-agreement";
import { getCustomModel } from "./get-custom-model";
import { getFoundationModel } from "./get-foundation-model";
import { getFoundationModelAvailability } from "./get-foundation-model-availability";
import { getModelCopyJob } from "./get-model-copy-job";
import { getUseCaseForModelAccess } from "./get-use-case-for-model-access";
import { listCustomModels } from "./list-custom-models";
import { listFoundationModelAgreementOffers } from "./list-foundation-model-agreement-offers";
import { listFoundationModels } from "./list-foundation-models";
import { listModelCopyJobs } from "./list-model-copy-jobs";
import { listTagsForResource } from "./list-tags-for-resource";
import { putUseCaseForModelAccess } from "./put-use-case-for-model-access";
import { refusals } from "./refusals";
import { tagResource } from "./tag-resource";
import { untagResource } from "./untag-resource";

/** The control plane of Amazon Bedrock, as far as access to models and copies of custom ones go. */
export const bedrock: Service = {
  signingName: "bedrock",
  protocol: restJson,
  errorNamespace: "com.amazon.bedrock",
  wireName: "2023-04-20",
  timestamps: "iso8601",
  validationCode: "ValidationException",
  refusals: { ...refusals, ...customModelRefusals },
  behaviours: [
    { source: "botocore", what: "an unfulfilled constraint of the model is a ValidationException (400)" },
    {
      source: "assumed",
      what: "agreements hold for one Region; a world can say agreementScope: account instead (AWS's texts disagree)",
    },
  ],
  operations: [
    listFoundationModelAgreementOffers,
    createFoundationModelAgreement,
    deleteFoundationModelAgreement,
    getFoundationModelAvailability,
    getFoundationModel,
    listFoundationModels,
    putUseCaseForModelAccess,
    getUseCaseForModelAccess,
    getCustomModel,
    listCustomModels,
    deleteCustomModel,
    createModelCopyJob,
    getModelCopyJob,
    listModelCopyJobs,
    tagResource,
    untagResource,
    listTagsForResource,
  ],
};
