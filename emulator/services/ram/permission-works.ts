import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import { type Attached, type Emulated, onTheWire, passed, type Share } from "./records";

/** The replacement of one permission by another in all shares of an account and Region. */
export interface Work {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly from: string;
  /** Only shares with this version; all when not given. */
  readonly fromVersion?: number;
  readonly to: string;
  readonly toVersion: number;
  /** Emulated milliseconds. */
  readonly at: number;
}

export const WORK_STATUSES = ["IN_PROGRESS", "COMPLETED", "FAILED"] as const;

const workTable = (store: Store) => store.table<Work>("ram/permission-works");

export function putWork(work: Work, { store }: Call): void {
  workTable(store).set(work.id, work);
}

export function ownWorks({ account, region, store }: Call): Work[] {
  return [...workTable(store).values()].filter((work) => work.account === account && work.region === region);
}

export function workStatus({ at }: Work, emulated: Emulated): (typeof WORK_STATUSES)[number] {
  const { permissionsReplacedAfterSeconds } = emulated.world.timing.sharing;
  return passed(at, permissionsReplacedAfterSeconds, emulated) ? "COMPLETED" : "IN_PROGRESS";
}

export function describeWork(work: Work, emulated: Emulated) {
  return {
    id: work.id,
    fromPermissionArn: work.from,
    ...(work.fromVersion !== undefined && { fromPermissionVersion: String(work.fromVersion) }),
    toPermissionArn: work.to,
    toPermissionVersion: String(work.toVersion),
    status: workStatus(work, emulated),
    creationTime: onTheWire(work.at),
    lastUpdatedTime: onTheWire(work.at),
  };
}

/** The permissions of a share by resource type, after all works that are done by now. */
export function permissionsOf(share: Share, emulated: Emulated): Record<string, Attached> {
  const done = [...workTable(emulated.store).values()].filter(
    (work) =>
      work.account === share.owner &&
      work.region === share.region &&
      workStatus(work, emulated) === "COMPLETED",
  );
  const after = (attached: Attached): Attached =>
    done.reduce((now, { from, fromVersion, to, toVersion, at }) => {
      const meets = now.arn === from && (fromVersion ?? now.version) === now.version && now.at <= at;
      return meets ? { arn: to, version: toVersion, at } : now;
    }, attached);
  return Object.fromEntries(
    Object.entries(share.permissions).map(([type, attached]) => [type, after(attached)]),
  );
}
