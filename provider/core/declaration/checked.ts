import * as v from "valibot";

import { type CheckFailure, checkProps } from "../check";
import type { Props } from "../props";
import type { AnyDeclaration, HealthyOf, InputsOf } from "./declaration";

/** What a program has given, as far as each property alone tells whether it can be. */
export interface Given<D extends AnyDeclaration> {
  /** Of a property that is refused nothing is known. */
  readonly props: Partial<InputsOf<D>>;
  /** What should be read of the object: what is healthy, and what an import has found. */
  readonly compared: Partial<InputsOf<D>>;
  readonly failures: readonly CheckFailure[];
}

/**
 * Checks what the program gave against the declaration.
 *
 * What check writes itself stands in what is checked all the same where an import hands over inputs that were completed
 * already, and where ignoreChanges bears an old value.
 */
export function checkDeclared<D extends AnyDeclaration>(declaration: D, news: Props): Given<D> {
  const compared = Object.entries(declaration.outputs)
    .filter(
      ([name, { healthy, compared }]) => (healthy !== undefined || compared) && !(name in declaration.inputs),
    )
    .map(([name, { healthy }]) => [name, news[name] ?? healthy] as const);
  const names = new Set(compared.map(([name]) => name));
  const asked = Object.fromEntries(Object.entries(news).filter(([name]) => !names.has(name)));
  const { props, failures } = checkProps(entriesOf(declaration), asked);
  return {
    props: { ...defaultsOf(declaration), ...props } as Partial<InputsOf<D>>,
    compared: Object.fromEntries(compared.filter(([, value]) => value !== undefined)) as Partial<InputsOf<D>>,
    failures,
  };
}

function defaultsOf({ inputs }: AnyDeclaration): Props {
  const given = Object.entries(inputs).filter(([, { defaultValue }]) => defaultValue !== undefined);
  return Object.fromEntries(given.map(([name, { defaultValue }]) => [name, defaultValue]));
}

const known = new WeakMap<AnyDeclaration, v.ObjectEntries>();

function entriesOf(declaration: AnyDeclaration): v.ObjectEntries {
  const entries =
    known.get(declaration) ??
    Object.fromEntries(
      Object.entries(declaration.inputs).map(([name, { kind, given }]) => [
        name,
        given === "required" ? kind.schema : v.optional(kind.schema),
      ]),
    );
  known.set(declaration, entries);
  return entries;
}

/** What a healthy object reads. */
export function healthyOf<D extends AnyDeclaration>({ outputs }: D): HealthyOf<D> {
  const healthy = Object.entries(outputs).filter(([, { healthy }]) => healthy !== undefined);
  return Object.fromEntries(healthy.map(([name, { healthy }]) => [name, healthy])) as HealthyOf<D>;
}

/** The inputs that nobody may see. */
export function secretsOf({ inputs }: AnyDeclaration): readonly string[] {
  return Object.keys(inputs).filter((name) => inputs[name]?.secret);
}

/** The inputs of which only the lifecycle knows what may be in them. */
export function takenAsGiven({ inputs }: AnyDeclaration): readonly string[] {
  return Object.keys(inputs).filter((name) => inputs[name]?.kind.shape.type === "any");
}
