import { type AwsConfig, readAwsConfig } from "../../aws/config/config";
import { type Subject, textOf } from "../../aws/permissions";
import { partitionOf } from "../../aws/regions-and-partitions";
import type { AssumeRole } from "../../aws/credentials/roles";
import { isSold } from "../../resources/model-agreement/permissions";
import { ModelAccessError } from "../../core/errors";
import { DEPLOYING, LOOKING, permissionsFor, statementsFor, type Used } from "./needed";
import { documentOf, type PolicyDocument, type PolicyStatement, texts } from "./policy-document";
import { useStatements } from "./use";

/** Where and as whom AWS is called: the arguments of a `Provider`, or a stack's configuration (`aws:region` …). */
export type Configuration = Readonly<Record<string, unknown>>;

/** A resource or a function of this package, as a program writes it or a state keeps it. */
export interface UsedResource {
  /** The name of the class or function, such as `ModelAgreement` or `getModelOffers`; or the resource's type in the state. */
  readonly type: string;
  /** Its inputs; what is left out, or not known yet, may be anything. `accountId` may tell whose it is. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** What its `Provider` was given. @default `configuration` */
  readonly provider?: Configuration;
}

export interface PermissionsOptions {
  /** What counts for resources without a `Provider` of their own. @default nothing is said */
  readonly configuration?: Configuration;
  /**
   * The AWS Marketplace product of each model that is subscribed to, by model id: no API leads from one to the other. Where one is
   * missing, any product may be subscribed to, through Bedrock.
   */
  readonly productIds?: Readonly<Record<string, string>>;
}

/** What has to be allowed, by what it is for. */
export interface RolePermissions {
  /** For who runs `up`, `refresh`, `destroy` and `import`. */
  readonly deployer: PolicyDocument;
  /** For who runs `preview`, and looks for drift: it changes nothing. */
  readonly preview: PolicyDocument;
  /** For the applications that use the models: they subscribe to nothing. */
  readonly runtime: PolicyDocument;
}

export interface AssumedRolePermissions extends RolePermissions {
  readonly roleArn: string;
}

/** What a program needs, of who runs it, and of every role that is assumed on the way. */
export interface ProgramPermissions extends RolePermissions {
  readonly roles: readonly AssumedRolePermissions[];
  /** The models that are subscribed to without their product being among `productIds`. */
  readonly withoutProductId: readonly string[];
}

/** Everything that one identity does. */
interface Identity {
  readonly used: Used[];
  /** Actions of STS, and the roles that they are done with. */
  readonly assumes: Map<string, Set<string>>;
}

/**
 * The least that AWS has to allow for a program, as policies of IAM. Nothing is asked of AWS, so what is left open in the inputs
 * is open in the policies. A statement whose Sid begins with `Optional` may be left out.
 * @throws ModelAccessError when a type is none of this package's, or the configuration names no role where it should
 */
export function permissionsOf(
  resources: readonly UsedResource[],
  { configuration = {}, productIds = {} }: PermissionsOptions = {},
): ProgramPermissions {
  const identities = new Map<string, Identity>();
  const identityOf = (roleArn: string): Identity => {
    const identity = identities.get(roleArn) ?? { used: [], assumes: new Map() };
    identities.set(roleArn, identity);
    return identity;
  };
  const own = identityOf(OWN);
  for (const { type, inputs = {}, provider = configuration } of resources) {
    const roles = rolesOf(inputs, provider);
    let identity = own;
    for (const role of roles) {
      for (const action of assuming(role)) {
        identity.assumes.set(action, (identity.assumes.get(action) ?? new Set()).add(role.roleArn));
      }
      identity = identityOf(role.roleArn);
    }
    const permissions = permissionsFor(type.replace(/^.*[:/]/, ""));
    identity.used.push({ permissions, subject: subjectOf(inputs, provider, roles.at(-1)) });
  }
  const withoutProductId = new Set<string>();
  const policies = [...identities].map(([roleArn, identity]) => {
    const products = productsOf(identity, productIds, withoutProductId);
    return { roleArn, ...policiesOf(identity, products) };
  });
  const [{ roleArn: _, ...mine }, ...roles] = policies as [
    AssumedRolePermissions,
    ...AssumedRolePermissions[],
  ];
  return { ...mine, roles, withoutProductId: [...withoutProductId].sort() };
}

/** Whose own credentials the run has. */
const OWN = "";

function policiesOf({ used, assumes }: Identity, products: readonly string[] | undefined): RolePermissions {
  const assume = [...assumes].map(([action, roles]): PolicyStatement => ({
    Sid: action.replace("sts:", ""),
    Effect: "Allow",
    Action: action,
    Resource: texts([...roles].sort()),
  }));
  const policy = (verbs: typeof DEPLOYING): PolicyDocument =>
    documentOf([...assume, ...statementsFor(used, verbs, products)]);
  return { deployer: policy(DEPLOYING), preview: policy(LOOKING), runtime: documentOf(useStatements(used)) };
}

/** What a configuration says of where and as whom; who a web identity is, the run's own credentials say. */
function placeIn(provider: Configuration): Pick<AwsConfig, "assumeRoles" | "region" | "allowedAccountIds"> {
  const { config, problems } = readAwsConfig((key) => {
    const name = key.replace("aws:", "");
    return PLACE.includes(name) ? (provider[key] ?? provider[name]) : undefined;
  });
  const [problem] = problems;
  if (problem !== undefined)
    throw new ModelAccessError(`${problem}, and tells not whose permissions these are`);
  return config;
}

const PLACE = ["assumeRole", "assumeRoles", "region", "allowedAccountIds"];

/** The roles that are assumed one after the other. */
function rolesOf(inputs: Configuration, provider: Configuration): readonly AssumeRole[] {
  const { assumeRoles } = placeIn(provider);
  const own = inputs["assumeRole"];
  return own === undefined ? assumeRoles : [...assumeRoles, ...placeIn({ assumeRole: own }).assumeRoles];
}

function assuming({ tags, sourceIdentity }: AssumeRole): string[] {
  return [
    "sts:AssumeRole",
    ...(tags ? ["sts:TagSession"] : []),
    ...(sourceIdentity === undefined ? [] : ["sts:SetSourceIdentity"]),
  ];
}

function subjectOf(inputs: Configuration, provider: Configuration, role: AssumeRole | undefined): Subject {
  const { region: configured, allowedAccountIds = [] } = placeIn(provider);
  const region = textOf({ inputs }, "region") ?? configured;
  const [, partition, , , account] = role?.roleArn.split(":") ?? [];
  const only = allowedAccountIds.length === 1 ? allowedAccountIds[0] : undefined;
  return {
    inputs,
    partition: partition ?? (region === undefined ? "aws" : partitionOf(region)),
    region: region ?? "*",
    accountId: account ?? textOf({ inputs }, "accountId") ?? only ?? "*",
  };
}

/** The products of all models that are sold; undefined where one of them is not known. */
function productsOf(
  { used }: Identity,
  productIds: Readonly<Record<string, string>>,
  missing: Set<string>,
): readonly string[] | undefined {
  const sold = used.filter(
    ({ permissions, subject }) => permissions.type === "ModelAgreement" && isSold(subject),
  );
  const models = sold.map(({ subject }) => textOf(subject, "modelId") ?? "*");
  const unknown = models.filter((model) => productIds[model] === undefined);
  for (const model of unknown) missing.add(model);
  return unknown.length > 0 ? undefined : [...new Set(models.map((model) => productIds[model]!))].sort();
}
