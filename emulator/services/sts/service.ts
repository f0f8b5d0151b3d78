import type { Service } from "../../operation/operation";
import { query } from "../../protocols/query";
import { assumeRole } from "./operations/assume-role";
import { assumeRoleWithWebIdentity } from "./operations/assume-role-with-web-identity";
import { getCallerIdentity } from "./operations/get-caller-identity";
import { refusals } from "./refusals";
import { utilization } from "./sessions";

/** AWS Security Token Service: who am I, and become somebody else. */
export const sts: Service = {
  signingName: "sts",
  protocol: query,
  wireName: "2011-06-15",
  timestamps: "iso8601",
  validationCode: "ValidationError",
  refusals,
  behaviours: [
    {
      source: "design",
      what: "roles and users are allowed everything that is emulated, unless the world gives them policies",
    },
    utilization,
  ],
  operations: [getCallerIdentity, assumeRole, assumeRoleWithWebIdentity],
};
