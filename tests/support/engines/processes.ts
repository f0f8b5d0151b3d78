import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The Node processes that run in a folder. */
export function nodesIn(folder: string, isWanted: (command: string[]) => boolean): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        return (
          command[0]!.endsWith("node") && isWanted(command) && readlinkSync(`/proc/${pid}/cwd`) === folder
        );
      } catch {
        return false; // ended in the meantime
      }
    });
}
