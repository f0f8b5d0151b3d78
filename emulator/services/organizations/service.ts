import type { Service } from "../../operation";
import { json11 } from "../../protocols/json-1.1";
import { describeOrganization } from "./describe-organization";
import { refusals } from "./refusals";

/** AWS Organizations, as far as somebody asks who belongs to whom. */
export const organizations: Service = {
  signingName: "organizations",
  protocol: json11,
  wireName: "AWSOrganizationsV20161128",
  timestamps: "epoch",
  validationCode: "InvalidInputException",
  refusals,
  behaviours: [],
  operations: [describeOrganization],
};
