import {
  CreateGrantCommand,
  CreateGrantVersionCommand,
  type Grant,
  GetGrantCommand,
  ListDistributedGrantsCommand,
  ListReceivedLicensesCommand,
} from "@aws-sdk/client-license-manager";

import { licenseManager } from "./clients";
import { ACCOUNT, type Emulator, REGION, THIRD_PARTY } from "../emulator/emulated";

/** The product of the model with one public offer, and a unit that a licence of it is granted to. */
export const PRODUCT = "prod-tukx4z3hrewle";
export const UNIT = `arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/ou-exam-workload`;

/** The managing account subscribes to the product; its licence comes a minute later. */
export function subscribe({ incidents }: Pick<Emulator, "incidents">): void {
  const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
  incidents.agreementAccepted(place, "offer-cohcommandr");
}

/** The product of the licence, once it is there: AWS need not name it as our world does. */
export async function licensedProduct(
  emulator: Pick<Emulator, "url" | "clock" | "requests">,
): Promise<string> {
  const look = async () => {
    emulator.clock.tick(90);
    const { Licenses = [] } = await licenseManager(emulator).send(new ListReceivedLicensesCommand({}));
    return Licenses[0]?.ProductSKU;
  };
  const product = (await look()) ?? (await look());
  emulator.requests.clear();
  return product!;
}

/** The grants that the managing account has made, but for those that are deleted. */
export async function madeGrants(emulator: Pick<Emulator, "url">): Promise<Grant[]> {
  const { Grants = [] } = await licenseManager(emulator).send(new ListDistributedGrantsCommand({}));
  return Grants.filter(({ GrantStatus }) => !["DELETED", "PENDING_DELETE"].includes(GrantStatus!));
}

/** Grants the licence to the unit past every resource, and activates the grant. @returns its ARN */
export async function grantByHand(emulator: Pick<Emulator, "url" | "clock">): Promise<string> {
  const client = licenseManager(emulator);
  const { Licenses = [] } = await client.send(new ListReceivedLicensesCommand({}));
  const { GrantArn } = await client.send(
    new CreateGrantCommand({
      ...{ ClientToken: "by-hand", GrantName: "by hand", HomeRegion: REGION },
      ...{ LicenseArn: Licenses[0]!.LicenseArn, Principals: [UNIT], AllowedOperations: ["CheckoutLicense"] },
    }),
  );
  const isDistributed = async (): Promise<boolean> =>
    (await client.send(new GetGrantCommand({ GrantArn }))).Grant!.GrantStatus === "DISABLED";
  while (!(await isDistributed())) emulator.clock.tick(60);
  const version = { ClientToken: "by-hand", GrantArn, Status: "ACTIVE" } as const;
  await client.send(new CreateGrantVersionCommand(version));
  return GrantArn!;
}
