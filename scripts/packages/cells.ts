/** Who installs the package. pnpm twice: the one in JavaScript, and the one after it. */
export type Manager = "npm" | "pnpm 10" | "pnpm 12" | "yarn 1" | "yarn 4" | "yarn 4 PnP" | "bun";

/** How a program is written, and what makes JavaScript of it. */
export type Kind = "CJS" | "ESM" | "TypeScript" | "TypeScript module" | "tsx";

export type NodeMajor = 20 | 22 | 24;

export type Sdk = "oldest" | "newest";

/** One way to use the package. */
export interface Cell {
  readonly manager: Manager;
  readonly kind: Kind;
  readonly node: NodeMajor;
  readonly sdk: Sdk;
  /** What Pulumi says where it does not work, as docs/installation.md quotes it. */
  readonly refused?: RegExp;
}

/**
 * Every manager and every kind on the oldest and on the newest SDK, every Node with either, and every manager with two kinds of
 * programs at least. All pairs would take thirty cells.
 */
export const CELLS: readonly Cell[] = [
  { manager: "npm", kind: "CJS", node: 20, sdk: "oldest" },
  { manager: "npm", kind: "TypeScript module", node: 24, sdk: "newest" },
  { manager: "pnpm 10", kind: "TypeScript", node: 20, sdk: "oldest" },
  { manager: "pnpm 10", kind: "ESM", node: 22, sdk: "newest" },
  { manager: "pnpm 10", kind: "TypeScript module", node: 20, sdk: "newest" },
  { manager: "pnpm 12", kind: "TypeScript module", node: 24, sdk: "oldest" },
  { manager: "pnpm 12", kind: "tsx", node: 22, sdk: "newest" },
  { manager: "yarn 1", kind: "ESM", node: 24, sdk: "oldest" },
  { manager: "yarn 1", kind: "TypeScript", node: 22, sdk: "newest" },
  { manager: "yarn 4", kind: "tsx", node: 20, sdk: "oldest" },
  { manager: "yarn 4", kind: "CJS", node: 24, sdk: "newest" },
  { manager: "bun", kind: "TypeScript module", node: 22, sdk: "oldest" },
  { manager: "bun", kind: "TypeScript", node: 20, sdk: "newest" },
  // What does not work, because of Pulumi. The embedded engine and the CLI say it in different words.
  { manager: "yarn 4 PnP", kind: "CJS", node: 24, sdk: "newest", refused: /not (been )?installed/ },
];

/** The newest SDK that Pulumi supports on Node 20: those after it say that they need 22, and Yarn 1 refuses them there. */
const NEWEST_ON_20 = "3.248.0";

/** @param pinned the SDKs of this repository, `pulumi-oldest` and `pulumi-newest` */
export function sdkVersion({ node, sdk }: Cell, pinned: Readonly<Record<Sdk, string>>): string {
  return sdk === "newest" && node === 20 ? NEWEST_ON_20 : pinned[sdk];
}

export const nameOf = ({ manager, kind, node, sdk }: Cell): string =>
  `${manager}, ${kind}, Node ${node}, ${sdk} SDK`;
