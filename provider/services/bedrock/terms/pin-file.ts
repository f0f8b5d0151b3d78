import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

import { messageOf } from "../../../core/errors";
import { problemsOf, type ReviewedTerms } from "./reviewed-terms";

/** A file that holds no terms that anybody has reviewed. Each line names it, with the place in it. */
export class PinError extends Error {
  override readonly name = "PinError";

  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/**
 * Reads a file of reviewed terms.
 * @param root the folder that the path is relative to, which it must not leave
 * @throws PinError
 */
export function readPin(path: string, root: string): ReviewedTerms {
  const refused = (why: string): PinError => new PinError([`${path}: ${why}`]);
  if (path === "") throw new PinError(["must not be empty"]);
  let file: string;
  try {
    file = realpathSync(resolve(root, path));
  } catch {
    throw refused("there is no such file in the project");
  }
  const inside = relative(realpathSync(root), file);
  if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw refused("is outside of the project, where nobody reviews its changes");
  }
  let terms: unknown;
  try {
    terms = JSON.parse(readFileSync(file, "utf8"));
  } catch (thrown) {
    throw refused(thrown instanceof SyntaxError ? "is not JSON" : `cannot be read: ${messageOf(thrown)}`);
  }
  const problems = problemsOf(terms).map(
    ({ path: at, reason }) => `${path}: ${at ? `${at}: ` : ""}${reason}`,
  );
  if (problems.length > 0) throw new PinError(problems);
  return terms as ReviewedTerms;
}

/** The same, or what is wrong with the file in its place: check refuses that as it refuses every input. */
export function pinOrProblems(path: string, root: string): ReviewedTerms | readonly string[] {
  try {
    return readPin(path, root);
  } catch (thrown) {
    if (thrown instanceof PinError) return thrown.problems;
    throw thrown;
  }
}

/** The folder of Pulumi.yaml, as a host knows it: the engine starts it there, or where the `main` of that file is. */
export function projectFolder(): string {
  const start = process.cwd();
  const isProject = (folder: string): boolean =>
    ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((name) => existsSync(join(folder, name)));
  for (let folder = start; ; folder = dirname(folder)) {
    if (isProject(folder)) return folder;
    if (folder === dirname(folder)) return start;
  }
}

/** Where the terms of a model are kept. Not every system has file names with a colon. */
export function pinPath(modelId: string): string {
  return `terms/${modelId.replaceAll(":", "-")}.json`;
}
