import type { Service } from "../../operation";
import { restJson } from "../../protocols/rest-json";
import { agreementScope } from "./agreements";
import { createFoundationModelAgreement } from "./create-foundation-model-agreement";
import { createModelCopyJob } from "./create-model-copy-job";
import { resourceTags, taggedAs } from "../../policies/request-tags";
import { customModelAt } from "./custom-models";
import { customModelRefusals } from "./custom-model-refusals";
import { deleteCustomModel } from "./delete-custom-model";
import { deleteFoundationModelAgreement } from "./delete-foundation-model-agreement";
import { getCustomModel } from "./get-custom-model";
import { getFoundationModel } from "./get-foundation-model";
import { getFoundationModelAvailability } from "./get-foundation-model-availability";
import { getInferenceProfile } from "./get-inference-profile";
import { getModelCopyJob } from "./get-model-copy-job";
import { getUseCaseForModelAccess } from "./get-use-case-for-model-access";
import { listCustomModels } from "./list-custom-models";
import { listFoundationModelAgreementOffers } from "./list-foundation-model-agreement-offers";
import { listFoundationModels } from "./list-foundation-models";
import { listInferenceProfiles } from "./list-inference-profiles";
import { listModelCopyJobs } from "./list-model-copy-jobs";
import { listTagsForResource } from "./list-tags-for-resource";
import { shortIds } from "./model-ids";
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
  resourceKeys: (arn, call) => taggedAs("aws:ResourceTag", customModelAt(arn, call)?.tags),
  refusals: { ...refusals, ...customModelRefusals },
  behaviours: [
    { source: "botocore", what: "an unfulfilled constraint of the model is a ValidationException (400)" },
    {
      source: "docs",
      what: "a body of the wrong types is a SerializationException (400; the protocol's own tests)",
    },
    { source: "docs", what: "a wrong content type is an UnsupportedMediaTypeException (415; the same)" },
    agreementScope,
    shortIds,
    resourceTags,
    {
      source: "community",
      what: "what policies deny is an AccessDeniedException (403), whose message names no resource where AWS knows none",
    },
  ],
  operations: [
    listFoundationModelAgreementOffers,
    createFoundationModelAgreement,
    deleteFoundationModelAgreement,
    getFoundationModelAvailability,
    getFoundationModel,
    listFoundationModels,
    getInferenceProfile,
    listInferenceProfiles,
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
