import { CONTROL_TYPES, type ControlType } from "../../world/identities";

/** A control policy, whoever has written it. */
export interface ControlPolicy {
  readonly type: ControlType;
  readonly name: string;
  readonly description: string;
  /** As it was sent. */
  readonly content: string;
}

const ALL = { Action: "*", Resource: "*" };
const allow = (statement: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });

/** AWS's own policy of each type, which allows everything: without it nothing would be allowed. */
const MANAGED = {
  SERVICE_CONTROL_POLICY: {
    id: "p-FullAWSAccess",
    name: "FullAWSAccess",
    description: "Allows access to every operation",
    content: allow(ALL),
  },
  RESOURCE_CONTROL_POLICY: {
    id: "p-RCPFullAWSAccess",
    name: "RCPFullAWSAccess",
    description: "Allows access to every resource",
    content: allow({ Principal: "*", ...ALL }),
  },
} as const satisfies Record<ControlType, Omit<ControlPolicy, "type"> & { id: string }>;

export function managedIdOf(type: ControlType): string {
  return MANAGED[type].id;
}

export function managedPolicy(id: string): ControlPolicy | undefined {
  const type = CONTROL_TYPES.find((one) => MANAGED[one].id === id);
  return type && { type, ...MANAGED[type] };
}
