import {
  formIsFiled,
  formIsMissing,
  formIsNotShown,
  formIsOurs,
  hasForm,
  isEmulated,
  wantsForm,
} from "../vocabulary/conditions";
import { assumed, botocore, community, type Row, VALIDATION_WORDING } from "../vocabulary/row";
import * as shapes from "../vocabulary/shapes";
import { offerOf } from "../vocabulary/stage";

const FORM = "docs/sources.md, the first-use form";
const TERRAFORM = community(`Terraform's aws_bedrock_use_case_for_model_access; ${FORM}`);
/** No field is ever named. */
const INVALID_FORM = { status: 400, code: "ValidationException", message: /^Invalid form data\.$/ };
const WHOLE = {
  companyName: "Example Corp",
  companyWebsite: "https://www.example.com",
  intendedUsers: "0",
  industryOption: "Technology",
  otherIndustryOption: "",
  useCases: "Tried in a contract",
};
const bytes = (text: string) => new TextEncoder().encode(text);

/** The first-use form, as it is found. */
export const formReading: readonly Row[] = [
  {
    operation: "GetUseCaseForModelAccess",
    name: "does not find a form where none is filed",
    input: {},
    given: [formIsNotShown],
    expects: { status: 404, code: "ResourceNotFoundException", message: /form/i },
    source: community(FORM),
  },
  {
    operation: "GetUseCaseForModelAccess",
    name: "gives the form encoded in base64 once too often",
    input: {},
    given: [formIsFiled],
    expects: { status: 200, shape: shapes.formInBase64() },
    source: TERRAFORM,
  },
];

/** The first-use form, and what it is for: for a model whose provider wants it. */
export const formWriting: readonly Row[] = [
  {
    operation: "CreateFoundationModelAgreement",
    name: "is denied while the provider's form is missing",
    input: offerOf,
    given: [wantsForm, formIsMissing],
    expects: { status: 403, code: "AccessDeniedException", message: /form/i },
    source: community(FORM),
  },
  {
    operation: "CreateFoundationModelAgreement",
    name: "misses the provider's form before it looks at the token",
    input: ({ model: modelId }) => ({ modelId, offerToken: "no-token-of-anybody" }),
    given: [wantsForm, formIsMissing],
    expects: { status: 403, code: "AccessDeniedException", message: /form/i },
    settles: "bedrock.orderOfRefusals",
    alternatives: {
      tokenFirst: { status: 400, code: "ValidationException", message: /offer token/i },
    },
    source: assumed("no text speaks of the order"),
  },
  {
    operation: "PutUseCaseForModelAccess",
    name: "refuses a form that is too short, without repeating it",
    input: { formData: bytes("{}") },
    given: [wantsForm, isEmulated],
    expects: {
      status: 400,
      code: "ValidationException",
      message:
        /^1 validation error detected: Value at 'formData' failed to satisfy constraint: Member must have length greater than or equal to 10$/,
    },
    source: VALIDATION_WORDING,
  },
  {
    operation: "PutUseCaseForModelAccess",
    name: "refuses a form that lacks its fields",
    input: { formData: bytes('{"companyName":"Example Corp"}') },
    given: [wantsForm, isEmulated],
    expects: INVALID_FORM,
    source: community(FORM),
  },
  {
    operation: "PutUseCaseForModelAccess",
    name: "refuses intended users in words",
    input: { formData: bytes(JSON.stringify({ ...WHOLE, intendedUsers: "internal" })) },
    given: [wantsForm, isEmulated],
    expects: INVALID_FORM,
    source: community(FORM),
  },
  {
    operation: "PutUseCaseForModelAccess",
    name: "refuses a form without the site of the company",
    input: { formData: bytes(JSON.stringify({ ...WHOLE, companyWebsite: "" })) },
    given: [wantsForm, isEmulated],
    expects: INVALID_FORM,
    source: community(FORM),
  },
  {
    operation: "PutUseCaseForModelAccess",
    name: "answers an accepted form with 201 and nothing",
    input: ({ form: formData }) => ({ formData }),
    given: [wantsForm, formIsMissing, hasForm],
    expects: { status: 201, shape: shapes.empty },
    source: botocore("bedrock", "PutUseCaseForModelAccess"),
  },
  {
    operation: "GetUseCaseForModelAccess",
    name: "gives the form that was put, encoded in base64 once too often",
    input: {},
    given: [wantsForm, formIsOurs],
    withinSeconds: 120,
    expects: ({ form: put }) => ({ status: 200, shape: shapes.formInBase64(put) }),
    source: TERRAFORM,
  },
  {
    operation: "CreateFoundationModelAgreement",
    name: "looks at the offer once the form counts",
    input: ({ model: modelId }) => ({ modelId, offerToken: "no-token-of-anybody" }),
    given: [wantsForm, formIsFiled],
    withinSeconds: 120,
    expects: { status: 400, code: "ValidationException", message: /offer token/i },
    source: assumed("which code and words a refused token has must be measured"),
  },
];
