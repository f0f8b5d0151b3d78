import { SERVICES } from "#provider/aws/clients/endpoints";

import { ACCOUNT, type Emulator, REGION } from "../emulator/emulated";

/** `aws:endpoints` that leads everything which the provider calls to one place. */
export function endpointsAt(url: string): [Record<string, string>] {
  return [Object.fromEntries(SERVICES.map((service) => [service, url]))];
}

/** Configuration that reaches the emulator with an account's own key, and does not wait long between looks. */
export function configFor({ url }: Pick<Emulator, "url">, account = ACCOUNT): Record<string, string> {
  return {
    "aws:region": REGION,
    "aws:accessKey": account,
    "aws:secretKey": "test",
    "aws:endpoints": JSON.stringify(endpointsAt(url)),
    "model-access:pollInterval": "0.02",
  };
}
