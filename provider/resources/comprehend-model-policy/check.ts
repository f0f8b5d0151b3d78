import { isDeepStrictEqual } from "node:util";

import type { Aws } from "../../aws/aws";
import { firstMark } from "../../aws/ownership/marks";
import { allFailures, roleAccount } from "../../aws/region-and-role";
import { whyNoComprehend } from "../../aws/regions-and-partitions";
import { type CheckFailure } from "../../core/check";
import type { Context } from "../../core/context";
import type { Checked } from "../../core/lifecycle";
import { type Props, UNKNOWN } from "../../core/props";
import { type ModelArn, parseModelArn } from "../../services/comprehend/model-arn";
import { ACCOUNT_ID, IMPORT_MODEL, PRINCIPAL_ARN } from "./policy-document";
import { markOf } from "./policy-marks";
import { aboutAnotherModel, openStatements } from "./policy-reach";
import { policyTextOf, type Statements, statementsOf } from "./policy-statements";
import { whyNotSendable } from "./policy-text";
import { checkDeclared } from "../../core/declaration/checked";
import { declaration, type Importer, type Inputs } from "./declaration";

interface CheckedPolicy extends Checked<Inputs> {
  /** What is legal and hardly meant. */
  readonly warnings: readonly string[];
}

export async function checkInputs(
  news: Props,
  { cloud: aws, urn }: Pick<Context<Aws>, "cloud" | "urn">,
): Promise<CheckedPolicy> {
  const { props, failures } = checkDeclared(declaration, news);
  const model = parseModelArn(props.resourceArn);
  const failed = [...failures, ...contradictions(props, model)];
  const inputs = {
    ...props,
    ...(failed.length === 0 && inNormalForm(props, model?.partition ?? "aws", news["statements"])),
    region: props.region ?? model?.region ?? UNKNOWN,
  } as Inputs;
  const tooMuch = failed.length === 0 ? whyNotSent(inputs, model, urn) : [];
  return {
    inputs,
    // A Region that nobody has given is the model's, and was judged with it.
    failures: allFailures(
      aws,
      [...failed, ...tooMuch],
      inputs,
      props.region === undefined ? () => undefined : whyNoComprehend,
    ),
    warnings: openStatements(props.policy).map(
      (path) =>
        `${path}: lets every account of AWS import the model; a Condition, such as on aws:PrincipalOrgID, narrows it`,
    ),
  };
}

/** What was asked for in the one form that all of its spellings have. In a preview a part need not be known yet. */
function inNormalForm({ policy, importers }: Props, partition: string, given: unknown): Props {
  const isKnown = !JSON.stringify([policy, importers]).includes(UNKNOWN);
  const asked = () => (importers === undefined ? (policy as Props) : policyFor(importers as Importer[]));
  const statements = isKnown ? statementsOf(asked(), partition) : UNKNOWN;
  return {
    ...(policy !== undefined && isKnown && { policy: policyTextOf(statements as Statements, partition) }),
    ...(importers !== undefined && isKnown && { importers: asSet(importers as Importer[], partition) }),
    statements: given ?? statements,
  };
}

/** The statement that AWS's guide has for models. */
function policyFor(importers: readonly Importer[]): Props {
  const AWS = importers.map(({ accountId, principalArn }) => accountId ?? principalArn);
  const Statement = { Effect: "Allow", Principal: { AWS }, Action: IMPORT_MODEL, Resource: "*" };
  return { Version: "2012-10-17", Statement };
}

function asSet(importers: readonly Importer[], partition: string): Importer[] {
  const statements = Object.values(statementsOf(policyFor(importers), partition));
  const names = statements.map(({ Principal }) => (Principal as { AWS: string }).AWS).sort();
  return names.map((name) => (ACCOUNT_ID.test(name) ? { accountId: name } : { principalArn: name }));
}

/** What each input alone does not tell. Whatever is not known yet passes. */
function contradictions(props: Props, model: ModelArn | undefined): CheckFailure[] {
  const { policy, importers, region } = props;
  const account = roleAccount(props["assumeRole"]);
  const failures: CheckFailure[] = [];
  if ((policy === undefined) === (importers === undefined)) {
    failures.push({ path: "", reason: "give either importers or policy" });
  }
  if (model === undefined) return failures;
  const nowhere = region === undefined ? whyNoComprehend(model.region) : undefined;
  if (nowhere !== undefined) failures.push({ path: "resourceArn", reason: `its Region ${nowhere}` });
  if (typeof region === "string" && region !== UNKNOWN && region !== model.region) {
    failures.push({
      path: "region",
      reason: `is ${region}, but the model is in ${model.region}`,
    });
  }
  if (account !== undefined && account !== model.accountId) {
    const reason = `is of account ${account}, but the model is of ${model.accountId}, which alone can share it`;
    failures.push({ path: "assumeRole.roleArn", reason });
  }
  return [...failures, ...aboutAnotherModel(policy, props["resourceArn"] as string)];
}

function whyNotSent(
  { statements, importers, resourceArn }: Inputs,
  model: ModelArn | undefined,
  urn: string,
): CheckFailure[] {
  if ((statements as unknown) === UNKNOWN) return [];
  const mark = markOf(firstMark(urn), resourceArn);
  const reason = whyNotSendable(policyTextOf(statements, model?.partition ?? "aws", mark));
  return reason === undefined ? [] : [{ path: importers ? "importers" : "policy", reason }];
}

/** What a program would say of a policy that was found: whom it lets import, where that is all there is to say. */
export function askedOf(statements: Statements, partition: string): Pick<Inputs, "policy" | "importers"> {
  const names = Object.values(statements).map(({ Principal }) =>
    String((Principal as Props | undefined)?.["AWS"]),
  );
  const importers = names.map((name) =>
    ACCOUNT_ID.test(name) ? { accountId: name } : { principalArn: name },
  );
  const isAll =
    names.every((name) => ACCOUNT_ID.test(name) || PRINCIPAL_ARN.test(name)) &&
    isDeepStrictEqual(statementsOf(policyFor(importers), partition), statements);
  return isAll ? { importers: asSet(importers, partition) } : { policy: policyTextOf(statements, partition) };
}
