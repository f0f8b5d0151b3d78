import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, resolve, sep } from "node:path";

import { describe, expect, it } from "@jest/globals";

const REPOSITORY = resolve(__dirname, "../../..");
/** Where a file of a published package can be read, whatever hosts its repository. */
const FILES = "https://app.unpkg.com/pulumi-model-access/files/";

interface Manifest {
  readonly name: string;
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
}
const manifestOf = (workspace: string): Manifest =>
  JSON.parse(readFileSync(join(REPOSITORY, workspace, "package.json"), "utf8")) as Manifest;

/** What a package is lent when it is packed: where it stands in the tarball, and where in the repository. */
function lentTo(workspace: string): Map<string, string> {
  const [, , , ...files] = manifestOf(workspace).scripts["prepack"]!.split(" ");
  const pairs = files.map((file) => {
    const [from = "", to = posix.basename(from)] = file.split(":");
    return [to, join(REPOSITORY, from)] as const;
  });
  const own = join(REPOSITORY, workspace, "README.md");
  return new Map([...(existsSync(own) ? [["README.md", own] as const] : []), ...pairs]);
}

/** Where a path of the tarball stands in the repository, whether or not it exists. */
function source(workspace: string, path: string): string | undefined {
  const [first = "", ...rest] = path.split("/");
  const lent = lentTo(workspace).get(first);
  if (lent) return join(lent, ...rest);
  return manifestOf(workspace).files.includes(first) ? join(REPOSITORY, workspace, path) : undefined;
}

/** The pages of a package, by where they stand in its tarball. */
function pagesOf(workspace: string): [path: string, text: string][] {
  return [...lentTo(workspace)].flatMap(([to, from]) => {
    const inside = statSync(from).isDirectory()
      ? readdirSync(from, { recursive: true, encoding: "utf8" })
      : [""];
    return inside
      .map((file) => [posix.join(to, file.split(sep).join("/")), join(from, file)] as const)
      .filter(([path]) => path.endsWith(".md") && !path.includes("node_modules/"))
      .map(([path, file]): [string, string] => [path, readFileSync(file, "utf8")]);
  });
}

const linksOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link.replace(/#.*/, "")).filter(Boolean);

describe.each(["provider", "emulator", "engine"])("the package of %s", (workspace) => {
  it("has a page of its own, which is its README", () => {
    expect(pagesOf(workspace).map(([path]) => path)).toContain("README.md");
  });

  it("holds every page and every example that its pages link to", () => {
    const dead = pagesOf(workspace).flatMap(([path, text]) =>
      linksOf(text)
        .filter((link) => !/^\w+:/.test(link))
        .filter((link) => {
          const target = source(workspace, posix.join(dirname(path), link));
          return target === undefined || !existsSync(target);
        })
        .map((link) => `${path}: ${link}`),
    );
    expect(dead).toEqual([]);
  });
});

it("provider/README.md links only to what can be read from the package's page in a registry", () => {
  const links = linksOf(readFileSync(join(REPOSITORY, "provider/README.md"), "utf8"));
  expect(links.length).toBeGreaterThan(15);
  expect(links.filter((link) => !link.startsWith(FILES))).toEqual([]);
  const missing = links.filter((link) => {
    const target = source("provider", link.slice(FILES.length));
    return target === undefined || !existsSync(target);
  });
  expect(missing).toEqual([]);
});
