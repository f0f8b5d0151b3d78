import type { Source } from "pulumi-model-access-emulator";
import type { GenericSchema } from "valibot";

import type { OperationName } from "../calls/calls";
import type { Stage } from "./stage";

/** How we came to expect something; `docs/sources.md` tells what the tags mean. */
export interface Citation {
  readonly tag: Source;
  readonly where: string;
}

/** An answer as it should be. */
export type Expected =
  | { readonly status: number; readonly shape: GenericSchema }
  | { readonly status: number; readonly code: string; readonly message?: RegExp };

/** What must hold for an expectation to mean anything. */
export interface Condition {
  /** Whether it holds; may read, but never write. */
  holds(stage: Stage): boolean | Promise<boolean>;
  /** Why the row is skipped where it does not. */
  readonly otherwise: string;
}

/** What depends on the account is a function of it. */
type Of<T> = T | ((stage: Stage) => T | Promise<T>);

/** One line of the contract: a call, and what we say AWS answers. */
export interface Row {
  readonly operation: OperationName;
  /** Completes the sentence that begins with the operation's name. */
  readonly name: string;
  readonly input: Of<object>;
  readonly expects: Of<Expected>;
  readonly source: Citation;
  /** The assumptions of the emulator's that the answer tells of, by name. */
  readonly settles?: string | readonly string[];
  /** What is answered under their alternatives; one that is another code of a refusal goes without saying. */
  readonly alternatives?: Readonly<Record<string, Of<Expected>>>;
  readonly given?: readonly Condition[];
  /** Asked again until the answer is as expected, for so many seconds. */
  readonly withinSeconds?: number;
  /** Asked in another Region than everything else. */
  readonly elsewhere?: true;
}

export function titleOf({ operation, name }: Row): string {
  return `${operation} ${name}`;
}

const REFERENCE = {
  comprehend: "https://docs.aws.amazon.com/comprehend/latest/APIReference/API_",
  iam: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_",
  kms: "https://docs.aws.amazon.com/kms/latest/APIReference/API_",
  bedrock: "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_",
  "bedrock-runtime": "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_",
  ram: "https://docs.aws.amazon.com/ram/latest/APIReference/API_",
  sts: "https://docs.aws.amazon.com/STS/latest/APIReference/API_",
  marketplace: "https://docs.aws.amazon.com/marketplace/latest/APIReference/API_marketplace-agreements_",
  "license-manager": "https://docs.aws.amazon.com/license-manager/latest/APIReference/API_",
  organizations: "https://docs.aws.amazon.com/organizations/latest/APIReference/API_",
};

/** AWS's own service model, and the page that is made of it. */
export function botocore(service: keyof typeof REFERENCE, operation: OperationName): Citation {
  const page = `${REFERENCE[service]}${operation.replace(`${service}:`, "")}.html`;
  return { tag: "botocore", where: `${service} service model; ${page}` };
}

export function docs(where: string): Citation {
  return { tag: "docs", where };
}

export function recorded(where: string): Citation {
  return { tag: "recorded", where };
}

export function community(where: string): Citation {
  return { tag: "community", where };
}

export function single(where: string): Citation {
  return { tag: "community-single", where };
}

export function assumed(where: string): Citation {
  return { tag: "assumed", where: `nobody told us; ${where}` };
}

/** The wording AWS's services share where an input breaks a constraint of the service model. */
export const VALIDATION_WORDING = community("the same wording in error reports of many AWS services");
