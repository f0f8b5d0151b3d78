import type { Call } from "../../operation/operation";
import { receivedBy, statusOf } from "./grants";
import { licenseAt } from "./licenses";

/** The statuses of the grants by which an account may use a model that another has bought. */
export function grantsOfModel(modelId: string, call: Call): string[] {
  return receivedBy(call.account, call)
    .filter(({ licenseArn }) => {
      const license = licenseAt(licenseArn, call);
      return license?.modelId === modelId && license.status === "AVAILABLE";
    })
    .map((grant) => statusOf(grant, call));
}
