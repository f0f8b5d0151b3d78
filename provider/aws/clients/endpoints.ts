import { closest, distance } from "fastest-levenshtein";

/** The services that we call, as `endpoints` names them. */
export const SERVICES: readonly string[] = [
  "bedrock",
  "comprehend",
  "kms",
  "licensemanager",
  "marketplaceagreement",
  "organizations",
  "ram",
  "sts",
];
/** Services of pulumi-aws whose names are near to one of those. */
const NEIGHBOURS = ["dms", "fms", "iam", "oam", "rum", "ses", "sns", "sqs"];

/**
 * Where a service is called, if not where the SDK would call it: that looks at AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL and the
 * profile before it takes AWS's own address.
 */
export function endpointOf(
  service: string,
  { endpoints }: { readonly endpoints: Readonly<Record<string, string>> },
): { readonly endpoint?: string } {
  const endpoint = endpoints[service];
  return endpoint === undefined ? {} : { endpoint };
}

/** pulumi-aws has endpoints of hundreds of services, and they may stay. What looks like one of ours would reach AWS. */
export function misspelledEndpoint(name: string): string[] {
  if (SERVICES.includes(name) || NEIGHBOURS.includes(name)) return [];
  const plain = name.toLowerCase().replace(/[^a-z]/g, "");
  const near = closest(plain, SERVICES);
  if (distance(plain, near) > (near.length > 4 ? 2 : 1)) return [];
  return [`aws:endpoints.${name} is no service; did you mean ${near}?`];
}
