import type { Call } from "../../operation/operation";
import { clientTokens } from "./assumptions";
import { type Grant, statusOf } from "./grants";

const tokenTable = ({ store }: Call) => store.table<string>("license-manager/client-tokens");

/** What a call with that token has made or changed before. */
export function remembered(
  operation: string,
  token: string,
  find: (arn: string) => Grant | undefined,
  call: Call,
) {
  if (clientTokens.is("ignored", call)) return undefined;
  const arn = tokenTable(call).get(`${call.account}/${operation}/${token}`);
  const grant = arn === undefined ? undefined : find(arn);
  const isForgotten = grant && clientTokens.is("living", call) && statusOf(grant, call) === "DELETED";
  return isForgotten ? undefined : grant;
}

export function remember(operation: string, token: string, { arn }: Grant, call: Call): void {
  tokenTable(call).set(`${call.account}/${operation}/${token}`, arn);
}
