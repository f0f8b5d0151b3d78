import type { BedrockClient } from "@aws-sdk/client-bedrock";
import type { ComprehendClient } from "@aws-sdk/client-comprehend";
import type { KMSClient } from "@aws-sdk/client-kms";
import type { LicenseManagerClient } from "@aws-sdk/client-license-manager";
import type { MarketplaceAgreementClient } from "@aws-sdk/client-marketplace-agreement";
import type { OrganizationsClient } from "@aws-sdk/client-organizations";

import type { RAMClient } from "@aws-sdk/client-ram";
import type { RateLimiter } from "limiter";

import { ModelAccessError } from "../core/errors";
import { Interruption } from "../core/cancellation";
import { VERSION } from "../version";
import { agentsFor } from "./clients/agents";
import { type Bounds, BOUNDS, boundedHandler, withPageLimit } from "./clients/bounds";
import type { AwsConfig } from "./config/config";
import { credentialsOf } from "./credentials/credentials";
import type { Credentials, StsConfig } from "./credentials/sts-config";
import { endpointOf } from "./clients/endpoints";
import { interruptible } from "./clients/interruptible";
import { type Limitable, limited, limiterFor } from "./clients/limit";
import { download } from "./clients/download";
import type { RegionAndRole } from "./region-and-role";
import {
  bedrockSdk,
  comprehendSdk,
  kmsSdk,
  licenseManagerSdk,
  marketplaceAgreementSdk,
  organizationsSdk,
  ramSdk,
  stsSdk,
} from "./clients/sdk";
import { newThrottle, type Throttle } from "./clients/throttle";
import { withTypedAnswers } from "./clients/typed-answers";

/** Who AWS says we are. */
export interface Identity {
  readonly accountId: string;
  readonly partition: string;
}

/** What ends what would go on. */
interface Ends {
  readonly bounds?: Bounds;
  /** Aborted when the run is cancelled. @default it never is */
  readonly signal?: AbortSignal;
}

/** An operation is tried so often unless the configuration says otherwise; the SDK's pauses in between grow to 20 s. */
const DEFAULT_RETRIES = 9;

/**
 * Access to AWS for one run: one client per service, Region and role, one identity per set of credentials.
 * The SDK is loaded at the first call that needs it, so that check and diff stay fast.
 */
export class Aws {
  readonly #clients = new Map<string, unknown>();
  readonly #credentials = new Map<string, Credentials>();
  readonly #answers = new Map<string, Map<string, Promise<unknown>>>();
  readonly #shared = new Map<string, unknown>();
  readonly #throttles = new Map<string, Throttle>();
  readonly #limiter: RateLimiter | undefined;
  readonly #bounds: Bounds;
  readonly #signal: AbortSignal;
  #handler: ReturnType<typeof boundedHandler> | undefined;

  constructor(
    readonly config: AwsConfig,
    /** What is wrong with the configuration; every call is refused while there is anything. */
    readonly problems: readonly string[] = [],
    { bounds = BOUNDS, signal = new Interruption().signal }: Ends = {},
  ) {
    this.#bounds = bounds;
    this.#signal = signal;
    this.#limiter = limiterFor(config.requestsPerSecond);
  }

  bedrock(place: RegionAndRole): BedrockClient {
    return this.#client("bedrock", place, (config) => new (bedrockSdk().BedrockClient)(config));
  }

  /** A client for what must not be sent twice: it repeats nothing by itself. See `sendOnce`. */
  bedrockOnce(place: RegionAndRole): BedrockClient {
    return this.#client("bedrock", place, (config) => new (bedrockSdk().BedrockClient)(config), "once");
  }

  ram(place: RegionAndRole): RAMClient {
    return this.#client("ram", place, (config) => new (ramSdk().RAMClient)(config));
  }

  comprehend(place: RegionAndRole): ComprehendClient {
    return this.#client("comprehend", place, (config) => new (comprehendSdk().ComprehendClient)(config));
  }

  kms(place: RegionAndRole): KMSClient {
    return this.#client("kms", place, (config) => new (kmsSdk().KMSClient)(config));
  }

  /** @param kind whether a request is repeated; what is only worth knowing is asked for `once` */
  licenses(place: RegionAndRole, kind: keyof Throttle = "repeating"): LicenseManagerClient {
    return this.#client(
      "licensemanager",
      place,
      (config) => new (licenseManagerSdk().LicenseManagerClient)(config),
      kind,
    );
  }

  /** @param kind as of `licenses` */
  marketplaceAgreements(place: RegionAndRole, kind: keyof Throttle): MarketplaceAgreementClient {
    return this.#client(
      "marketplaceagreement",
      place,
      (config) => new (marketplaceAgreementSdk().MarketplaceAgreementClient)(config),
      kind,
    );
  }

  organizations(place: RegionAndRole): OrganizationsClient {
    return this.#client(
      "organizations",
      place,
      (config) => new (organizationsSdk().OrganizationsClient)(config),
    );
  }

  /** What lies at an address that needs no credentials, by the same way as AWS is reached; until the run is cancelled. */
  download(address: string): Promise<Buffer> {
    return download((this.#handler ??= this.#connections()), address, this.#signal);
  }

  /** How often a request is sent again when AWS is busy or cannot be reached. */
  get retries(): number {
    return this.config.maxRetries ?? DEFAULT_RETRIES;
  }

  /**
   * The account of the credentials, asked of AWS once.
   * @throws ModelAccessError when the configuration does not allow that account
   */
  identity(place: RegionAndRole): Promise<Identity> {
    return this.cached("identity", place.assumeRole, () => this.#askIdentity(place));
  }

  /** The account of the credentials, where AWS has said it already. */
  async knownAccount({ assumeRole }: Pick<RegionAndRole, "assumeRole">): Promise<string | undefined> {
    const answer = this.#answers.get("identity")?.get(JSON.stringify(assumeRole ?? null));
    return (answer as Promise<Identity> | undefined)?.then(
      ({ accountId }) => accountId,
      () => undefined,
    );
  }

  /**
   * Caches an answer for this run, for each caller by itself (`who`). A failure is not kept: the next one asks again.
   */
  cached<T>(question: string, who: unknown, ask: () => Promise<T>): Promise<T> {
    const answers = memoized(this.#answers, question, () => new Map<string, Promise<unknown>>());
    const key = JSON.stringify(who ?? null);
    return memoized(answers, key, () => {
      const answer = ask();
      answer.catch(() => answers.delete(key));
      return answer;
    }) as Promise<T>;
  }

  /** What all who work in one place have in common for this run. */
  shared<T>(what: string, { region, assumeRole }: RegionAndRole, make: () => T): T {
    return memoized(this.#shared, JSON.stringify([what, region, assumeRole ?? null]), make) as T;
  }

  /** What was asked is about to change. */
  forget(question: string): void {
    this.#answers.delete(question);
  }

  /**
   * Refuses to go on in another account than the one the object lives in: a changed profile must not look like the
   * object's disappearance, and must not change the wrong account.
   */
  async requireAccount(place: RegionAndRole, accountId: string): Promise<void> {
    const { accountId: actual } = await this.identity(place);
    if (actual === accountId) return;
    throw new ModelAccessError(`refused, because the credentials are of account ${actual}`, [
      `The object lives in account ${accountId}. Nothing was read or changed.`,
      "Use credentials of that account (profile, role or keys).",
    ]);
  }

  async #askIdentity(place: RegionAndRole): Promise<Identity> {
    const { GetCallerIdentityCommand, STSClient } = stsSdk();
    const sts = this.#client("sts", place, (config) => new STSClient(config));
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    if (Account === undefined || Arn === undefined)
      throw new ModelAccessError("AWS did not say whose credentials these are");
    this.#requireAllowed(Account);
    return { accountId: Account, partition: Arn.split(":")[1] ?? "aws" };
  }

  #requireAllowed(accountId: string): void {
    const { allowedAccountIds, forbiddenAccountIds } = this.config;
    const refused = (why: string): ModelAccessError =>
      new ModelAccessError(`the credentials are of account ${accountId}, which ${why}`, [
        "Nothing was changed.",
      ]);
    if (allowedAccountIds && !allowedAccountIds.includes(accountId)) {
      throw refused(`allowedAccountIds does not list (${allowedAccountIds.join(", ")})`);
    }
    if (forbiddenAccountIds?.includes(accountId)) throw refused("forbiddenAccountIds lists");
  }

  #client<C extends Limitable>(
    service: string,
    place: RegionAndRole,
    make: (config: ClientConfig) => C,
    kind: keyof Throttle = "repeating",
  ): C {
    if (this.problems.length > 0) {
      throw new ModelAccessError("the provider's configuration cannot be used", this.problems);
    }
    const key = JSON.stringify([service, kind, place.region, place.assumeRole ?? null]);
    return memoized(this.#clients, key, () => {
      const sts = this.#wire("sts", { ...place, region: this.config.stsRegion ?? place.region }, "repeating");
      const wire = service === "sts" ? sts : this.#wire(service, place, kind);
      const credentials = memoized(this.#credentials, JSON.stringify(place.assumeRole ?? null), () =>
        credentialsOf(this.config, sts, place.assumeRole),
      );
      const client = limited(make({ ...wire, credentials }), this.#limiter);
      return interruptible(withTypedAnswers(withPageLimit(client, this.#bounds)), this.#signal);
    }) as C;
  }

  /** What all clients send by. Without these limits, an answer that never comes is waited for without end. */
  #connections(): ReturnType<typeof boundedHandler> {
    const limits = { connectionTimeout: 10_000, requestTimeout: 60_000, throwOnRequestTimeout: true };
    return boundedHandler({ ...limits, ...agentsFor(this.config) }, this.#bounds);
  }

  /** How a service is reached. */
  #wire(service: string, { region, assumeRole }: RegionAndRole, kind: keyof Throttle): StsConfig {
    const { useDualstackEndpoint, useFipsEndpoint } = this.config;
    // Credentials are of one account, so a role and a Region tell an account and a Region apart.
    const throttle = memoized(this.#throttles, JSON.stringify([region, assumeRole ?? null]), () =>
      newThrottle(this.config, this.retries + 1),
    );
    return {
      region,
      requestHandler: (this.#handler ??= this.#connections()),
      // A Bedrock API key in the environment would go before the credentials whose account was checked.
      authSchemePreference: ["sigv4"],
      retryStrategy: throttle[kind],
      customUserAgent: [["pulumi-model-access", VERSION]],
      ...endpointOf(service, this.config),
      ...(useFipsEndpoint !== undefined && { useFipsEndpoint }),
      ...(useDualstackEndpoint !== undefined && { useDualstackEndpoint }),
    };
  }
}

type ClientConfig = StsConfig & { readonly credentials: Credentials };

function memoized<V>(cache: Map<string, V>, key: string, make: () => V): V {
  let value = cache.get(key);
  if (value === undefined) cache.set(key, (value = make()));
  return value;
}
