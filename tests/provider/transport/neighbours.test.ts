import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { Claims } from "#provider/core/claims";
import { neighbours } from "#provider/host/neighbours";

const MODULE = resolve(__dirname, "../../../../provider/dist/host/neighbours.js");
const ADDRESS = "127.0.0.1:40404";

let folder: string;
let other: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "neighbours-"));
});

afterEach(() => {
  other?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Another host, which lives until the test ends it. */
async function startOther(address: string, ...notes: readonly object[]): Promise<ChildProcess> {
  const script = `
    const { neighbours } = require(${JSON.stringify(MODULE)});
    const mine = neighbours(${JSON.stringify(address)}, ${JSON.stringify(folder)});
    for (const note of ${JSON.stringify(notes)}) mine.tell(note);
    console.log("told");
    setInterval(() => {}, 1000);`;
  other = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  await once(other.stdout!, "data");
  return other;
}

it("what a resource of another provider wants is known, with the account and who may delete it", async () => {
  await startOther(
    ADDRESS,
    { key: "agreement/m", urn: "urn::a" },
    { key: "agreement/m", urn: "urn::a", accountId: "111122223333", owns: true },
    { key: "agreement/n", urn: "urn::b" },
  );
  const claims = new Claims(neighbours(ADDRESS, folder));
  expect(claims.wishesElsewhere("agreement/m")).toEqual([
    { key: "agreement/m", urn: "urn::a", accountId: "111122223333", owns: true },
  ]);
  expect(claims.wishesElsewhere("agreement/o")).toEqual([]);
});

it("what another provider's resource has left is inherited", async () => {
  await startOther(ADDRESS, { key: "id", legacy: { adopted: false, offerId: "offer-1" } });
  const claims = new Claims(neighbours(ADDRESS, folder));
  expect(claims.remembered("id")).toEqual({ adopted: false, offerId: "offer-1" });
  claims.forget("id");
  expect(claims.remembered("id")).toBeUndefined();
});

it("what another provider's resource has left and then deleted is inherited no longer", async () => {
  const left = { key: "id", legacy: { adopted: false } };
  await startOther(ADDRESS, left, { ...left, key: "other" }, { key: "id", legacy: null });
  const claims = new Claims(neighbours(ADDRESS, folder));
  expect(claims.remembered("id")).toBeUndefined();
  expect(claims.remembered("other")).toEqual({ adopted: false });
});

it("where another provider's resource wants an object is known from its check on", () => {
  const told: object[] = [];
  const claims = new Claims({ tell: (note) => told.push(note), told: () => [] });
  claims.claim("k", {
    urn: "urn::a",
    place: { secret: "x" },
    accountId: "111122223333",
    region: "eu-west-1",
  });
  expect(told).toEqual([{ key: "k", urn: "urn::a", accountId: "111122223333", region: "eu-west-1" }]);
});

it("another run, with another engine, is none of our business", async () => {
  await startOther("127.0.0.1:40405", { key: "agreement/m", urn: "urn::a" });
  expect(neighbours(ADDRESS, folder).told()).toEqual([]);
});

it("a host that is over says nothing any more, and what it left is removed", async () => {
  const host = await startOther(ADDRESS, { key: "agreement/m", urn: "urn::a" });
  expect(neighbours(ADDRESS, folder).told()).toHaveLength(1);
  host.kill("SIGKILL");
  await once(host, "exit");
  expect(neighbours(ADDRESS, folder).told()).toEqual([]);
  expect(readdirSync(join(folder, readdirSync(folder)[0]!))).toEqual([]);
});

it("what the hosts of earlier runs have left is removed by the next one", async () => {
  const host = await startOther("127.0.0.1:40405", { key: "agreement/m", urn: "urn::a" });
  host.kill("SIGKILL");
  await once(host, "exit");
  neighbours(ADDRESS, folder).tell({ key: "k", urn: "urn::b" });
  expect(readdirSync(join(folder, readdirSync(folder)[0]!))).toEqual([`127.0.0.1-40404.${process.pid}`]);
});

it("a line that is being written is not read yet, and takes no other along", async () => {
  await startOther(ADDRESS, { key: "agreement/m", urn: "urn::a" });
  const place = join(folder, readdirSync(folder)[0]!);
  appendFileSync(join(place, readdirSync(place)[0]!), '{"key":"agreement/n","ur');
  expect(neighbours(ADDRESS, folder).told()).toEqual([{ key: "agreement/m", urn: "urn::a" }]);
});

it("nobody else can read or write it", async () => {
  await startOther(ADDRESS, { key: "agreement/m", urn: "urn::a" });
  const [place] = readdirSync(folder);
  expect(statSync(join(folder, place!)).mode & 0o777).toBe(0o700);
  const [file] = readdirSync(join(folder, place!));
  expect(statSync(join(folder, place!, file!)).mode & 0o777).toBe(0o600);
});

it("where nothing can be written, a run goes on", () => {
  const mine = neighbours(ADDRESS, __filename);
  expect(() => mine.tell({ key: "k", urn: "u" })).not.toThrow();
  expect(mine.told()).toEqual([]);
});
