import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What the compiler makes, and what it may read of others: its changes show in the lock file. */
const NOT_READ = ["dist", "node_modules"];

/**
 * Whether everything is built as it stands. The compiler finds that out by itself, in half a second of work; what is compared here is
 * which files it would read, and when each was changed.
 */
export class Built {
  #root;
  #stamp;
  #sources;

  /** @param root the folder of the repository; its files count as they are now */
  constructor(root) {
    this.#root = root;
    // Whatever installs the packages anew takes the stamp away.
    this.#stamp = join(root, "node_modules/.cache/model-access-built");
    this.#sources = this.#projects().flatMap(filesOf);
  }

  get isCurrent() {
    return existsSync(this.#stamp) && readFileSync(this.#stamp, "utf8") === this.#digest();
  }

  /** To be called when the build has succeeded. What was changed meanwhile is built the next time. */
  remember() {
    try {
      mkdirSync(dirname(this.#stamp), { recursive: true });
      writeFileSync(this.#stamp, this.#digest());
    } catch {
      // Where nothing can be written the compiler looks the next time as well.
    }
  }

  /** The folders of the compiler's projects, the examples' too. */
  #projects() {
    return readdirSync(this.#root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !NOT_READ.includes(entry.name))
      .map(({ name }) => join(this.#root, name));
  }

  #digest() {
    const others = ["tsconfig.json", "tsconfig.base.json", "package.json", "node_modules/.package-lock.json"]
      .map((name) => join(this.#root, name))
      .concat(this.#projects().flatMap(builtIn))
      .map(changed);
    return createHash("sha256")
      .update([...this.#sources, ...others].join("\n"))
      .digest("hex");
  }
}

/** What the compiler reads in a folder, and when it was changed. */
function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_READ.includes(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesOf(path);
      return /\.(ts|json)$/.test(entry.name) ? [changed(path)] : [];
    });
}

/** The compiler's own notes of the projects in a folder: who removes what is built removes them as well. */
function builtIn(folder) {
  const notes = (project) => join(project, "dist/tsconfig.tsbuildinfo");
  const inside = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "tsconfig.json")))
    .map(({ name }) => notes(join(folder, name)));
  return existsSync(join(folder, "tsconfig.json")) ? [notes(folder), ...inside] : inside;
}

function changed(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return `${path} ${found?.size} ${found?.mtimeMs}`;
}
