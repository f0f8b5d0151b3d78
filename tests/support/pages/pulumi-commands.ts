/** Commands of Pulumi's CLI that pages ask for, with the options that they give them. A test asks a CLI, where there is one. */
export const PULUMI: Readonly<Record<string, readonly string[]>> = {
  cancel: ["--stack", "--yes"],
  "config set": ["--path", "--secret", "--stack"],
  destroy: ["--refresh", "--stack", "--target", "--yes"],
  import: ["--yes", "--generate-code", "--file", "--provider"],
  login: [],
  install: [],
  "package add": [],
  preview: ["--diff", "--expect-no-changes", "--json", "--refresh", "--stack"],
  refresh: [
    "--clear-pending-creates",
    "--diff",
    "--expect-no-changes",
    "--json",
    "--preview-only",
    "--stack",
    "--yes",
  ],
  "stack export": ["--file", "--show-secrets"],
  "stack import": ["--file"],
  "stack init": ["--secrets-provider"],
  "stack output": [],
  "stack select": ["--create"],
  stack: ["--show-urns"],
  "state delete": ["--yes"],
  "state rename": [],
  "state taint": [],
  up: [
    "--debug",
    "--diff",
    "--expect-no-changes",
    "--json",
    "--logtostderr",
    "--output",
    "--refresh",
    "--skip-preview",
    "--stack",
    "--yes",
    "-v",
  ],
};

/** What is wrong with the words behind `pulumi`. */
export function pulumiProblem(words: readonly string[]): string | undefined {
  const command = [words.slice(0, 2).join(" "), words[0] ?? ""].find((name) => Object.hasOwn(PULUMI, name));
  if (command === undefined) return `no page may ask for pulumi ${words.join(" ")}: see pulumi-commands.ts`;
  const options = words.filter((word) => word.startsWith("-")).map((word) => word.replace(/=.*/, ""));
  const unknown = options.find((option) => !PULUMI[command]!.includes(option));
  return unknown === undefined ? undefined : `${unknown} is not known of pulumi ${command}`;
}
