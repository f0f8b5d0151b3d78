import { operation } from "../../../operation/operation";
import { managedOrganization } from "../../organizations/managing";
import { accountsOf } from "../../organizations/membership";
import { search, searchBehaviour, searching } from "../listing";
import { type Received, receivedLicenses } from "../received-licenses";

export const listReceivedLicensesForOrganization = operation({
  name: "ListReceivedLicensesForOrganization",
  access: "read",
  input: searching,
  behaviours: [
    { source: "botocore", what: "what all accounts of the organization have bought or received" },
    {
      source: "design",
      what: "whoever does not manage an organization is refused as Organizations refuses it",
    },
    searchBehaviour,
  ],
  run(asked, call) {
    const accounts = accountsOf(managedOrganization(call));
    const received = accounts.flatMap((account) => receivedLicenses({ ...call, account }));
    const filters = {
      Beneficiary: ({ Beneficiary }: Received) => Beneficiary,
      ProductSKU: ({ ProductSKU }: Received) => ProductSKU,
    };
    const { page, rest } = search(received, asked, filters, "ListReceivedLicensesForOrganization", call);
    return { Licenses: page, ...rest };
  },
});
