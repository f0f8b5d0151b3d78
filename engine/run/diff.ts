import type { DiffAnswer } from "../host/answers";
import type { ProviderClient } from "../host/client";
import type { ResourceState } from "../state/resource";
import { changedKeys, type DetailedDiff, type DiffKind, diffObjects } from "../values/object-diff";
import { covers, parsePath, reset, tryPath } from "../values/property-path";
import { clone, equal, type PropertyMap, unwrap } from "../values/values";

/** What an update of a resource would change. */
export interface ResourceDiff {
  readonly changes: boolean;
  readonly replaceKeys: string[];
  readonly changedKeys: string[];
  readonly detailedDiff?: DetailedDiff;
  readonly deleteBeforeReplace: boolean;
}

const NO_CHANGES: ResourceDiff = {
  changes: false,
  replaceKeys: [],
  changedKeys: [],
  deleteBeforeReplace: false,
};

export function isReplacement({ replaceKeys, detailedDiff = {} }: ResourceDiff): boolean {
  return (
    replaceKeys.length > 0 ||
    Object.values(detailedDiff).some(({ diffKind }) => diffKind.endsWith("-replace"))
  );
}

/** Inputs with every ignored property set back to its old value; `failed` are paths where that is impossible. */
export function ignoring(
  paths: readonly string[],
  olds: PropertyMap,
  news: PropertyMap,
): { inputs: PropertyMap; failed: string[] } {
  if (paths.length === 0) return { inputs: news, failed: [] };
  const inputs = clone(news);
  const failed = paths.filter((text) => {
    const path = tryPath(text);
    return path !== undefined && !reset(path, olds, inputs);
  });
  return { inputs, failed };
}

/** Asks the provider, and compares the inputs where it does not know. */
export async function diffResource(
  provider: ProviderClient,
  urn: string,
  id: string,
  oldInputs: PropertyMap,
  oldOutputs: PropertyMap,
  newInputs: PropertyMap,
  ignoreChanges: readonly string[],
): Promise<ResourceDiff> {
  const answer = await provider.diff(urn, id, oldInputs, oldOutputs, newInputs, [...ignoreChanges]);
  return completeDiff(answer, oldInputs, ignoring(ignoreChanges, oldInputs, newInputs).inputs);
}

/** Components have nobody to ask: any difference is an update, and it is not said of what. */
export function diffInputs(oldInputs: PropertyMap, newInputs: PropertyMap): ResourceDiff {
  return { ...NO_CHANGES, changes: !equal(oldInputs, newInputs) };
}

/** What has to be replaced for another reason than its properties. */
export function replacedFor(key: string): ResourceDiff {
  return { ...NO_CHANGES, changes: true, replaceKeys: [key] };
}

/** What a provider has answered, where it knew an answer. */
export function toldBy(answer: DiffAnswer): ResourceDiff {
  const { changes, replaces: replaceKeys, changedKeys: keys, detailedDiff, deleteBeforeReplace } = answer;
  return {
    changes: changes === "some",
    replaceKeys,
    changedKeys: keys,
    ...(detailedDiff && { detailedDiff }),
    deleteBeforeReplace,
  };
}

function completeDiff(answer: DiffAnswer, oldInputs: PropertyMap, newInputs: PropertyMap): ResourceDiff {
  if (answer.changes !== "unknown") return toldBy(answer);
  const { replaces: replaceKeys, deleteBeforeReplace } = answer;
  const [olds, news] = [unwrap(oldInputs), unwrap(newInputs)];
  if (equal(olds, news)) return toldBy(answer);
  return {
    changes: true,
    replaceKeys,
    changedKeys: changedKeys(olds, news),
    detailedDiff: diffObjects(olds, news, true),
    deleteBeforeReplace,
  };
}

/** The path that stands for "the last create or update was not finished". */
const INIT_ERROR = "#initerror";

/**
 * Turns changes into replacements where the option replaceOnChanges says so.
 * @throws EngineError when the option holds what is no path
 */
export function withReplaceOnChanges(
  diff: ResourceDiff,
  paths: readonly string[],
  old: ResourceState,
): ResourceDiff {
  const unfinished = old.initErrors.length > 0;
  if (paths.length === 0 || (!diff.changes && !unfinished)) return diff;
  const wanted = paths.map((text) => parsePath(text));
  const isWanted = (text: string): boolean => {
    const path = tryPath(text);
    return path !== undefined && wanted.some((candidate) => covers(candidate, path));
  };
  const byInitError = unfinished && isWanted(INIT_ERROR);
  const replaceKeys = [
    ...new Set([
      ...diff.replaceKeys,
      ...diff.changedKeys.filter(isWanted),
      ...(byInitError ? [INIT_ERROR] : []),
    ]),
  ];
  const detailedDiff: DetailedDiff | undefined = diff.detailedDiff && {
    ...Object.fromEntries(
      Object.entries(diff.detailedDiff).map(([path, { diffKind, inputDiff }]) => [
        path,
        { diffKind: isWanted(path) ? asReplace(diffKind) : diffKind, inputDiff },
      ]),
    ),
    ...(byInitError && { [INIT_ERROR]: { diffKind: "update-replace", inputDiff: false } }),
  };
  return {
    ...diff,
    changes: diff.changes || byInitError,
    replaceKeys,
    ...(detailedDiff && { detailedDiff }),
  };
}

function asReplace(kind: DiffKind): DiffKind {
  return kind.endsWith("-replace") ? kind : (`${kind}-replace` as DiffKind);
}
