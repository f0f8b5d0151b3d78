import { isDeepStrictEqual } from "node:util";

import { type Props, toPlain, UNKNOWN } from "../../core/props";
import type { AnyLifecycle } from "../lifecycles";

/** What a create will give, as far as that is sure before AWS was asked. */
export function plannedCreate(lifecycle: AnyLifecycle, inputs: Props): Props {
  const outputs = followsOf(lifecycle).map(([output, followed]): [string, unknown] => {
    const isGiven = followed.length === 0 && output in inputs;
    return [output, isGiven ? inputs[output] : UNKNOWN];
  });
  return { ...inputs, ...Object.fromEntries<unknown>(outputs) };
}

/**
 * What an update will give. An output stays what it is unless an input changes by which it may come out otherwise; that a drift
 * is undone is such a change.
 * @param asked what the last check gave
 */
export function plannedUpdate(lifecycle: AnyLifecycle, state: Props, asked: Props, news: Props): Props {
  const live: Props = toPlain(lifecycle.observed(state, asked));
  const isChanged = (name: string): boolean =>
    !isDeepStrictEqual(asked[name], news[name]) ||
    (name in live && !isDeepStrictEqual(live[name], news[name]));
  // Where nothing has changed the last run has ended before its time, and anything may come of what is half made.
  const isUnfinished = ![...Object.keys(asked), ...Object.keys(news)].some(isChanged);
  const unsettled: readonly string[] = lifecycle.unsettled?.(state) ?? [];
  const outputs = followsOf(lifecycle).map(([output, followed]): [string, unknown] => {
    if (followed.length === 0) return [output, news[output] ?? state[output]];
    const isSure = !isUnfinished && !followed.some(isChanged) && !unsettled.includes(output);
    return [output, isSure ? state[output] : UNKNOWN];
  });
  const kept = Object.entries(state).filter(([name]) => !(name in asked) || name in news);
  return { ...Object.fromEntries<unknown>(kept), ...news, ...Object.fromEntries<unknown>(outputs) };
}

/** Each output with the inputs by whose change it may change as well. */
function followsOf({ declaration }: AnyLifecycle): [output: string, inputs: readonly string[]][] {
  return Object.entries(declaration.outputs).map(([name, { follows = [] }]) => [name, follows]);
}
