import type { Call } from "../../operation/operation";
import { type Context, lookUp } from "../../policies/context-keys";
import { ALLOW_EVERYTHING, type Policy } from "../../policies/document";
import { evaluate, type PolicyRequest } from "../../policies/evaluate";
import { decide, type Layers } from "../../policies/layers";
import { parseIdentityPolicy, parsePolicy, PolicyError } from "../../policies/parse";
import { type Input, list, optional, required, structure, text } from "../../validation/shapes";
import { policyDocument } from "./documents";
import { onePage, paging } from "./listing";
import { refusals } from "./refusals";
import { type Attached } from "./role-identity";

const resource = text({ min: 1, max: 2048 });

/** What both simulations are told. */
export const simulated = {
  PermissionsBoundaryPolicyInputList: optional(list(policyDocument)),
  ActionNames: required(list(text({ min: 3, max: 128 }))),
  ResourceArns: optional(list(resource)),
  ResourcePolicy: optional(policyDocument),
  ResourceOwner: optional(resource),
  CallerArn: optional(resource),
  ContextEntries: optional(
    list(
      structure({
        ContextKeyName: optional(text({ min: 5, max: 256 })),
        ContextKeyValues: optional(list(text())),
        ContextKeyType: optional(text()),
      }),
    ),
  ),
  ResourceHandlingOption: optional(text({ min: 1, max: 64 })),
  ...paging,
};

/** Who is simulated, with everything that has a say. */
export interface Simulated {
  readonly arn: string;
  readonly policies: readonly Attached[];
  readonly boundary?: Attached;
  readonly serviceControl?: Layers["serviceControl"];
}

/** The policies that a call brings, as its results name them. */
export function given(name: string, documents: readonly string[] = []): Attached[] {
  return documents.map((document, i) => ({ id: `${name}.${i + 1}`, policy: read(document) }));
}

function read(document: string, { principal = false } = {}): Policy {
  try {
    return principal ? parsePolicy(document) : parseIdentityPolicy(document);
  } catch (error) {
    if (error instanceof PolicyError) throw refusals.badContext(error.message);
    throw error;
  }
}

/** Asks for each action on each resource, and says what was decided, and by which statements. */
export function simulate(who: Simulated, input: Input<typeof simulated>, call: Call) {
  const { ActionNames, ResourceArns, ResourcePolicy, CallerArn, Marker, MaxItems } = input;
  const own = given("PermissionsBoundaryPolicyInputList", input.PermissionsBoundaryPolicyInputList);
  const boundary = own[0] ?? who.boundary;
  const resourcePolicy = ResourcePolicy === undefined ? undefined : read(ResourcePolicy, { principal: true });
  const principal = CallerArn ?? who.arn;
  if (resourcePolicy && principal === "") throw refusals.badContext("a resource policy needs a CallerArn");
  const context = contextOf(input);
  const results = ActionNames.flatMap((action) =>
    (ResourceArns ?? ["*"]).map((arn) => {
      const account = principal.split(":")[4] || call.account;
      const request = { principal: { account, arn: principal }, action, resource: arn, context };
      const layers: Layers = {
        identity: who.policies.map(({ policy }) => policy),
        ...(boundary && { boundary: boundary.policy }),
        ...(who.serviceControl && { serviceControl: who.serviceControl }),
        ...(resourcePolicy && {
          resource: resourcePolicy,
          owner: ownerOf(input.ResourceOwner ?? arn) ?? account,
        }),
      };
      const asked = [...who.policies, ...(boundary ? [boundary] : [])];
      if (resourcePolicy) asked.push({ id: "ResourcePolicy", policy: resourcePolicy });
      return result(request, layers, asked, ResourceArns !== undefined);
    }),
  );
  const page = { ...(Marker !== undefined && { Marker }), ...(MaxItems !== undefined && { MaxItems }) };
  return onePage("EvaluationResults", results, page);
}

/** The account that an owner or a resource names. */
function ownerOf(named: string): string | undefined {
  return /^(?:arn:(?:[^:]*:){3})?(\d{12})(?::|$)/.exec(named)?.[1];
}

const ALL: Policy = parseIdentityPolicy(JSON.stringify(ALLOW_EVERYTHING));

function result(request: PolicyRequest, layers: Layers, asked: readonly Attached[], isNamed: boolean) {
  const { isAllowed, why = "" } = decide(request, layers);
  const isDenied = why.startsWith("with an explicit deny");
  const EvalDecision = isAllowed ? "allowed" : isDenied ? "explicitDeny" : "implicitDeny";
  const wanted = isAllowed ? "allowed" : isDenied ? "denied" : undefined;
  const MatchedStatements = asked.flatMap(({ id, policy }) =>
    policy.statements
      .filter((statement) => evaluate({ statements: [statement] }, request) === wanted)
      .map(() => ({ SourcePolicyId: id, SourcePolicyType: "IAM Policy" })),
  );
  const MissingContextValues = missing(request, asked);
  const alone = (more: Partial<Layers>) => decide(request, { identity: [ALL], ...more }).isAllowed;
  const { serviceControl, boundary } = layers;
  return {
    EvalActionName: request.action,
    EvalResourceName: request.resource,
    EvalDecision,
    MatchedStatements,
    MissingContextValues: isNamed ? [] : MissingContextValues,
    ...(serviceControl && {
      OrganizationsDecisionDetail: { AllowedByOrganizations: alone({ serviceControl }) },
    }),
    ...(boundary && {
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: alone({ boundary }) },
    }),
    ...(isNamed && {
      ResourceSpecificResults: [
        {
          EvalResourceName: request.resource,
          EvalResourceDecision: EvalDecision,
          MatchedStatements,
          MissingContextValues,
        },
      ],
    }),
  };
}

/** The keys that statements about the request ask for, and that nobody has given. */
function missing(request: PolicyRequest, asked: readonly Attached[]): string[] {
  const keys = asked
    .flatMap(({ policy }) => policy.statements)
    .filter((statement) => {
      const unconditional = { statements: [{ ...statement, conditions: [] }] };
      return evaluate(unconditional, request) !== "not mentioned";
    })
    .flatMap(({ conditions }) => conditions.map(({ key }) => key));
  return [...new Set(keys)].filter((key) => lookUp(request.context ?? {}, key) === undefined);
}

function contextOf({ ContextEntries = [] }: Input<typeof simulated>): Context {
  return Object.fromEntries(
    ContextEntries.map(({ ContextKeyName = "", ContextKeyValues = [], ContextKeyType = "string" }) => [
      ContextKeyName,
      ContextKeyType.endsWith("List") ? ContextKeyValues : ContextKeyValues[0],
    ]),
  );
}
