import type { Service } from "../operation/operation";
import { bedrock } from "./bedrock/service";
import { bedrockRuntime } from "./bedrock-runtime/service";
import { comprehend } from "./comprehend/service";
import { iam } from "./iam/service";
import { kms } from "./kms/service";
import { licenseManager } from "./license-manager/service";
import { marketplace } from "./marketplace/service";
import { organizations } from "./organizations/service";
import { ram } from "./ram/service";
import { sts } from "./sts/service";

/** Everything that is emulated. A new service is one line here and a folder beside this file. */
export const services: readonly Service[] = [
  bedrock,
  bedrockRuntime,
  comprehend,
  iam,
  kms,
  licenseManager,
  marketplace,
  organizations,
  ram,
  sts,
];
