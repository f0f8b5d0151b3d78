import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { expect, it } from "@jest/globals";

const EMULATOR = resolve(__dirname, "../../../emulator");
/** The world that stands in the docs lies in Regions of one partition. */
const DATA = ["world/default.ts"];

it("the emulator takes the partition of an ARN from its Region, never as a word", () => {
  const files = readdirSync(EMULATOR, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !/^(dist|node_modules)\//.test(file) && !DATA.includes(file),
  );
  const found = files.flatMap((file) =>
    readFileSync(join(EMULATOR, file), "utf8")
      .split("\n")
      .flatMap((line, i) => (line.includes("arn:aws:") ? [`${file}:${i + 1}`] : [])),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});
