import type { NormalizedSchema } from "@smithy/core/schema";
import type {
  HandlerExecutionContext,
  InitializeHandler,
  InitializeHandlerArguments,
  MetadataBearer,
  MiddlewareStack,
  StaticOperationSchema,
} from "@smithy/types";

import { ModelAccessError } from "../../core/errors";
import { catalogue } from "../errors/catalogue";
import type { Limitable } from "./limit";
import { schemaSdk, transportSdk } from "./sdk";

/** The SDK hands on whatever JSON holds, where AWS's model says a text: an id of 7 would be kept as one. */
class MistypedAnswer extends ModelAccessError {
  override readonly name = "MistypedAnswer";

  constructor(operation: string, path: string, wanted: string) {
    const { says, next } = catalogue.mistyped;
    super(`AWS's answer to ${operation} ${says}: ${path} is not ${wanted}`, next);
  }
}

/** The first place whose value is of another kind than AWS's model says, and that kind. Absent members are `complete`'s affair. */
function mistyped(
  schema: NormalizedSchema,
  value: unknown,
  path: string,
): { readonly path: string; readonly wanted: string } | undefined {
  if (value === undefined || value === null) return undefined;
  const unless = (isRight: boolean, wanted: string) => (isRight ? undefined : { path, wanted });
  if (schema.isStringSchema()) return unless(typeof value === "string", "a string");
  if (schema.isBooleanSchema()) return unless(typeof value === "boolean", "a boolean");
  if (schema.isNumericSchema()) return unless(typeof value === "number", "a number");
  if (schema.isTimestampSchema()) return unless(value instanceof Date, "a time");
  if (schema.isBlobSchema()) return unless(typeof value === "object", "bytes");
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return { path, wanted: "a list" };
    return first(value, (item, index) => mistyped(schema.getValueSchema(), item, `${path}[${index}]`));
  }
  if (typeof value !== "object" || Array.isArray(value)) {
    return schema.isStructSchema() || schema.isMapSchema() ? { path, wanted: "a structure" } : undefined;
  }
  if (schema.isMapSchema())
    return first(Object.entries(value), ([name, member]) =>
      mistyped(schema.getValueSchema(), member, `${path}.${name}`),
    );
  if (!schema.isStructSchema()) return undefined;
  return first([...schema.structIterator()], ([name, member]) =>
    mistyped(member, (value as Record<string, unknown>)[name], path === "" ? name : `${path}.${name}`),
  );
}

/** What the first of the items that has something to tell tells. */
function first<I, R>(items: readonly I[], tell: (item: I, index: number) => R | undefined): R | undefined {
  for (const [index, item] of items.entries()) {
    const told = tell(item, index);
    if (told !== undefined) return told;
  }
  return undefined;
}

type Input = Readonly<Record<string, unknown>>;

/** Makes each answer of a client one that AWS's model describes, or an error. */
export function withTypedAnswers<C extends Limitable>(client: C): C {
  const checked =
    (next: InitializeHandler<Input, MetadataBearer>, context: HandlerExecutionContext) =>
    async (request: InitializeHandlerArguments<Input>) => {
      const answered = await next(request);
      const { operationSchema } = transportSdk().getSmithyContext(context) as {
        operationSchema?: StaticOperationSchema;
      };
      if (!operationSchema) return answered;
      const [, , operation, , , output] = operationSchema;
      const wrong = mistyped(schemaSdk().NormalizedSchema.of(output), answered.output, "");
      if (wrong) throw new MistypedAnswer(operation, wrong.path, wrong.wanted);
      return answered;
    };
  const stack = client.middlewareStack as MiddlewareStack<Input, MetadataBearer>;
  stack.add(checked, { step: "initialize", name: "typedAnswers" });
  return client;
}
