import { call, type OperationName } from "../calls/calls";
import type { Condition } from "./row";
import { agreementStatus, refusalCode, listOffers, type Stage } from "./stage";

export const hasFirstParty: Condition = {
  holds: ({ firstParty }) => firstParty !== undefined,
  otherwise: "no active model of Amazon's own is listed in this Region",
};

export const hasThirdParty: Condition = {
  holds: ({ thirdParty }) => thirdParty !== undefined,
  otherwise: "no model with offers is found in this Region",
};

const code = ({ clients }: Stage, operation: OperationName) => refusalCode(clients, operation);

export const formIsFiled: Condition = {
  holds: async (stage) => (await code(stage, "GetUseCaseForModelAccess")) === undefined,
  otherwise: "the account has no form, or may not read it",
};

export const formIsNotShown: Condition = {
  holds: async (stage) => (await code(stage, "GetUseCaseForModelAccess")) !== undefined,
  otherwise: "the account has a form already",
};

/** Certain enough to file one, which nobody can take back. */
export const formIsMissing: Condition = {
  holds: async (stage) => (await code(stage, "GetUseCaseForModelAccess")) === "ResourceNotFoundException",
  otherwise: "the account has a form already, or may not read it",
};

export const formIsOurs: Condition = {
  holds: ({ formPut }) => formPut === true,
  otherwise: "this run has filed no form",
};

export const isInOrganization: Condition = {
  holds: async (stage) => (await code(stage, "DescribeOrganization")) === undefined,
  otherwise: "the account belongs to no organization, or may not ask",
};

export const isInNoOrganization: Condition = {
  holds: async (stage) => (await code(stage, "DescribeOrganization")) !== undefined,
  otherwise: "the account belongs to an organization",
};

/** The account manages its organization, so it may ask about all of it. */
export const isManager: Condition = {
  holds: async (stage) => (await code(stage, "ListRoots")) === undefined,
  otherwise: "the account does not manage an organization, or may not ask",
};

export const isOnlyMember: Condition = {
  holds: async (stage) => (await isInOrganization.holds(stage)) && !(await isManager.holds(stage)),
  otherwise: "the account is no member of somebody else's organization",
};

export const isNoManager: Condition = {
  holds: async (stage) => !(await isManager.holds(stage)),
  otherwise: "the account manages an organization",
};

export const hasCustomModel: Condition = {
  holds: ({ customModel }) => customModel !== undefined,
  otherwise: "the account has no custom model of its own that is Active and encrypted by AWS's key",
};

export const hasRole: Condition = {
  holds: ({ role }) => role !== undefined,
  otherwise: "no --role says which role the caller may assume",
};

export const hasForm: Condition = {
  holds: ({ form }) => form !== undefined,
  otherwise: "no --form says which form may be filed",
};

/** Calls that could do harm if we were wrong about them, or need a clock that can be moved. */
export const isEmulated: Condition = {
  holds: ({ emulated }) => emulated,
  otherwise: "only tried where nothing can be broken",
};

/** The agreement is this run's own. Nobody else's is ever deleted. */
export const isOurs: Condition = {
  holds: ({ done }) => done === "made",
  otherwise: "there is no agreement that this run has made",
};

export const isCancelled: Condition = {
  holds: ({ done }) => done === "cancelled",
  otherwise: "this run has cancelled no agreement",
};

export const isOfferedElsewhere: Condition = {
  holds: async ({ elsewhere, model }) =>
    elsewhere !== undefined && (await listOffers(elsewhere, model!)).length > 0,
  otherwise: "the model has no offer in another Region that is known",
};

/** Anthropic's models are the ones whose provider wants the form first. */
export const wantsForm: Condition = {
  holds: ({ model }) => model?.startsWith("anthropic.") ?? false,
  otherwise: "the model's provider wants no form",
};

/** The agreement reads so at that moment. */
export function agreementReads(...wanted: readonly string[]): Condition {
  return {
    holds: async ({ clients, model }) => wanted.includes((await agreementStatus(clients, model!)) ?? ""),
    otherwise: `the agreement does not read ${wanted.join(" or ")} at that moment`,
  };
}

/** In a Region without Comprehend there is nobody to answer. */
export const comprehendIsHere: Condition = {
  holds: async ({ clients }) => (await call(clients, "ListDocumentClassifierSummaries", {})).status !== 0,
  otherwise: "Comprehend does not answer in this Region",
};

export const hasClassifier: Condition = {
  holds: ({ classifier }) => classifier !== undefined,
  otherwise: "the account has no trained document classifier that AWS's key encrypts",
};
