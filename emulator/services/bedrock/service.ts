import type { Service } from "../../operation/operation";
import { restJson } from "../../protocols/rest-json";
import { agreementScope } from "./agreements";
import { createFoundationModelAgreement } from "./operations/create-foundation-model-agreement";
import { createModelCopyJob } from "./operations/create-model-copy-job";
import { resourceTags, taggedAs } from "../../policies/request-tags";
import { customModelAt } from "./custom-models";
import { customModelRefusals } from "./custom-model-refusals";
import { deleteCustomModel } from "./operations/delete-custom-model";
import { deleteFoundationModelAgreement } from "./operations/delete-foundation-model-agreement";
import { getCustomModel } from "./operations/get-custom-model";
import { getFoundationModel } from "./operations/get-foundation-model";
import { getFoundationModelAvailability } from "./operations/get-foundation-model-availability";
import { getInferenceProfile } from "./operations/get-inference-profile";
import { getModelCopyJob } from "./operations/get-model-copy-job";
import { getUseCaseForModelAccess } from "./operations/get-use-case-for-model-access";
import { listCustomModels } from "./operations/list-custom-models";
import { listFoundationModelAgreementOffers } from "./operations/list-foundation-model-agreement-offers";
import { listFoundationModels } from "./operations/list-foundation-models";
import { listInferenceProfiles } from "./operations/list-inference-profiles";
import { listModelCopyJobs } from "./operations/list-model-copy-jobs";
import { listTagsForResource } from "./operations/list-tags-for-resource";
import { shortIds } from "./model-ids";
import { putUseCaseForModelAccess } from "./operations/put-use-case-for-model-access";
import { refusals } from "./refusals";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";

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
