import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import { CONTROL_TYPES, type ControlType } from "../../world/identities";
import { type ControlPolicy, managedIdOf, managedPolicy } from "./managed-policies";
import { accountsOf, type Organization } from "./membership";
import type { Tags } from "./tags";

/** The control policies of an organization, and what they are attached to, at some moment. */
export interface ControlState {
  /** The types that the root has enabled, and since when, in emulated milliseconds. */
  readonly enabled: Readonly<Partial<Record<ControlType, number>>>;
  /** All but AWS's own, by id. */
  readonly policies: Readonly<Record<string, ControlPolicy>>;
  /** The ids of what is attached, by root, unit and account. */
  readonly attached: Readonly<Record<string, readonly string[]>>;
  /** Of policies, accounts, units and the root, by id. */
  readonly tags: Readonly<Record<string, Tags>>;
}

interface Dated {
  /** Since when, in emulated milliseconds. */
  readonly at: number;
  readonly state: ControlState;
}

export const inForceLate = assume(
  "organizations.policiesInForce",
  "a control policy that was attached, detached or changed reads so at once, and counts a few seconds later",
  { atOnce: "it counts at once, as the API reference says of one that is detached" },
);

type Emulated = Pick<Call, "world" | "store">;
type Timed = Emulated & Pick<Call, "clock">;

/** What became of the policies of each organization, as far back as it matters; the newest comes last. */
const histories = (store: Store) => store.table<readonly Dated[]>("organizations/control");

function historyOf(of: Organization, { store }: Emulated): readonly Dated[] {
  return histories(store).get(of.id) ?? [{ at: 0, state: stateFromWorld(of) }];
}

/** As it reads. */
export function controlState(of: Organization, emulated: Emulated): ControlState {
  return historyOf(of, emulated).at(-1)!.state;
}

/** As it counts. */
export function controlInForce(of: Organization, emulated: Timed): ControlState {
  const history = historyOf(of, emulated);
  // Where nobody has changed anything, nobody can tell when it would count.
  const found = history.length > 1 ? history.findLast(isInForce(emulated)) : undefined;
  return (found ?? history[0]!).state;
}

export function changeControl(
  of: Organization,
  emulated: Timed,
  change: (state: ControlState) => Partial<ControlState>,
): void {
  const history = historyOf(of, emulated);
  const state = controlState(of, emulated);
  const at = emulated.clock.now();
  const counts = history.findLastIndex(isInForce(emulated));
  const kept = history.slice(Math.max(counts, 0)).filter((dated) => dated.at !== at);
  histories(emulated.store).set(of.id, [...kept, { at, state: { ...state, ...change(state) } }]);
}

function isInForce(emulated: Timed): (dated: Dated) => boolean {
  const { policiesInForceAfterSeconds } = emulated.world.timing.organization;
  const seconds = inForceLate.is("atOnce", emulated) ? 0 : policiesInForceAfterSeconds;
  return ({ at }) => emulated.clock.hasPassed(at, seconds);
}

export function policyOf(
  id: string,
  { policies }: Pick<ControlState, "policies">,
): ControlPolicy | undefined {
  return managedPolicy(id) ?? policies[id];
}

/** The ids of what is attached to a root, unit or account. */
export function attachedTo(target: string, type: ControlType, state: ControlState): string[] {
  return (state.attached[target] ?? []).filter((id) => policyOf(id, state)?.type === type);
}

/** Everything that policies can be attached to. */
export function targetsOf(of: Organization): string[] {
  return [of.rootId, ...of.organizationalUnits.map(({ id }) => id), ...accountsOf(of)];
}

function stateFromWorld(of: Organization): ControlState {
  const own = Object.entries(of.policies);
  const has = (type: ControlType): boolean =>
    of.policyTypes.includes(type) || own.some(([, policy]) => policy.type === type);
  const enabled = of.featureSet === "ALL" ? CONTROL_TYPES.filter(has) : [];
  const attachedBy = (target: string): string[] => [
    ...enabled.map(managedIdOf),
    ...own.filter(([, { targets }]) => targets.includes(target)).map(([id]) => id),
  ];
  return {
    enabled: Object.fromEntries(enabled.map((type) => [type, 0])),
    policies: Object.fromEntries(
      own.map(([id, { type, name = id, document }]) => [
        id,
        { type, name, description: "", content: JSON.stringify(document) },
      ]),
    ),
    attached: Object.fromEntries(targetsOf(of).map((target) => [target, attachedBy(target)])),
    tags: {},
  };
}
