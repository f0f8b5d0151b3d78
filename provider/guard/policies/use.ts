import { ownArn, type Subject, textOf } from "../../aws/permissions";
import { parseModelArn } from "../../services/comprehend/model-arn";
import { INVOKE, runtimeStatements } from "./identity";
import type { Used } from "./needed";
import { type PolicyStatement, texts } from "./policy-document";

/**
 * What applications need in order to use what these resources open. A copy or an import is called through throughput, a deployment or an
 * endpoint. The program does not have its name, so it is any of the account and Region.
 */
export function useStatements(used: readonly Used[]): PolicyStatement[] {
  const of = (type: string): Subject[] =>
    used.filter(({ permissions }) => permissions.type === type).map(({ subject }) => subject);
  const models = of("ModelAgreement").flatMap((subject) => textOf(subject, "modelId") ?? []);
  const allow = [...new Set(models)].map((modelId) => ({ modelId }));
  const statements: PolicyStatement[] = [];
  const allows = (Sid: string, Action: readonly string[], resources: readonly string[]): void => {
    if (resources.length > 0)
      statements.push({
        Sid,
        Effect: "Allow",
        Action: texts(Action),
        Resource: texts([...resources].sort()),
      });
  };
  allows(
    "InvokeCopies",
    INVOKE,
    of("CustomModelCopy").flatMap((subject) =>
      ["custom-model-deployment", "provisioned-model"].map((kind) => ownArn(subject, "bedrock", `${kind}/*`)),
    ),
  );
  const endpoints = (kind: string): string[] =>
    of("ComprehendModelImport")
      .filter((subject) => (parseModelArn(textOf(subject, "sourceModelArn"))?.kind ?? kind) === kind)
      .map((subject) => ownArn(subject, "comprehend", `${kind}-endpoint/*`));
  allows("Classify", ["comprehend:ClassifyDocument"], endpoints("document-classifier"));
  allows("DetectEntities", ["comprehend:DetectEntities"], endpoints("entity-recognizer"));
  const [first] = used;
  const invoking = runtimeStatements({ allow }, first?.subject.partition ?? "aws");
  return [...statements, ...invoking.map(({ statement }) => statement)];
}
