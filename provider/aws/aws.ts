import type { BedrockClient } from "@aws-sdk/client-bedrock";

import { ModelAccessError } from "../core/errors";
import { VERSION } from "../version";
import type { AssumeRole, AwsConfig } from "./config";

/** Where and as whom one resource calls AWS. */
export interface Place {
  readonly region: string;
  readonly assumeRole?: AssumeRole;
}

/** Who AWS says we are. */
export interface Identity {
  readonly accountId: string;
  readonly partition: string;
}

/** An operation is tried so often unless the configuration says otherwise; the SDK's pauses in between grow to 20 s. */
const DEFAULT_RETRIES = 9;

/**
 * Access to AWS for one run: one client per service, Region and role, one identity per set of credentials.
 * The SDK is loaded at the first call that needs it, so that check and diff stay fast.
 */
export class Aws {
  readonly #clients = new Map<string, Promise<unknown>>();
  readonly #identities = new Map<string, Promise<Identity>>();

  constructor(
    readonly config: AwsConfig,
    /** What is wrong with the configuration; every call is refused while there is anything. */
    readonly problems: readonly string[] = [],
  ) {}

  async bedrock(place: Place): Promise<BedrockClient> {
    const { BedrockClient } = await import("@aws-sdk/client-bedrock");
    return this.#client("bedrock", place, (config) => new BedrockClient(config));
  }

  /**
   * The account of the credentials, asked of AWS once.
   * @throws ModelAccessError when the configuration does not allow that account
   */
  identity(place: Place): Promise<Identity> {
    const key = JSON.stringify(place.assumeRole ?? null);
    let identity = this.#identities.get(key);
    if (!identity) {
      identity = this.#askIdentity(place);
      this.#identities.set(key, identity);
      // A failure may pass; the next caller asks again.
      identity.catch(() => this.#identities.delete(key));
    }
    return identity;
  }

  /**
   * Refuses to go on in another account than the one the object lives in: a changed profile must not look like the
   * object's disappearance, and must not change the wrong account.
   */
  async requireAccount(place: Place, accountId: string, doing: string): Promise<void> {
    const { accountId: actual } = await this.identity(place);
    if (actual === accountId) return;
    throw new ModelAccessError(`${doing}: refused, because the credentials are of account ${actual}`, [
      `The object lives in account ${accountId}. Nothing was read or changed.`,
      "Use credentials of that account (profile, role or keys), or import the object anew.",
    ]);
  }

  async #askIdentity(place: Place): Promise<Identity> {
    const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
    const sts = await this.#client("sts", place, (config) => new STSClient(config));
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    if (Account === undefined || Arn === undefined) throw new ModelAccessError("AWS did not say whose credentials these are");
    this.#requireAllowed(Account);
    return { accountId: Account, partition: Arn.split(":")[1] ?? "aws" };
  }

  #requireAllowed(accountId: string): void {
    const { allowedAccountIds, forbiddenAccountIds } = this.config;
    const refused = (why: string): ModelAccessError =>
      new ModelAccessError(`the credentials are of account ${accountId}, which ${why}`, ["Nothing was changed."]);
    if (allowedAccountIds && !allowedAccountIds.includes(accountId)) {
      throw refused(`aws:allowedAccountIds does not list (${allowedAccountIds.join(", ")})`);
    }
    if (forbiddenAccountIds?.includes(accountId)) throw refused("aws:forbiddenAccountIds lists");
  }

  #client<C>(service: string, place: Place, make: (config: ClientConfig) => C): Promise<C> {
    if (this.problems.length > 0) {
      throw new ModelAccessError("the provider's configuration cannot be used", this.problems);
    }
    const key = JSON.stringify([service, place.region, place.assumeRole ?? null]);
    let client = this.#clients.get(key) as Promise<C> | undefined;
    if (!client) {
      client = this.#clientConfig(service, place).then(make);
      this.#clients.set(key, client);
    }
    return client;
  }

  async #clientConfig(service: string, place: Place) {
    const { credentialsOf } = await import("./credentials");
    const { config } = this;
    const common = (name: string, region: string) => ({
      region,
      maxAttempts: (config.maxRetries ?? DEFAULT_RETRIES) + 1,
      retryMode: config.retryMode ?? "standard",
      customUserAgent: [["pulumi-model-access", VERSION]] as [string, string][],
      ...(config.endpoints[name] !== undefined && { endpoint: config.endpoints[name] }),
      ...(config.useFipsEndpoint !== undefined && { useFipsEndpoint: config.useFipsEndpoint }),
      ...(config.useDualstackEndpoint !== undefined && { useDualstackEndpoint: config.useDualstackEndpoint }),
    });
    const sts = common("sts", config.stsRegion ?? place.region);
    return {
      ...common(service, service === "sts" ? sts.region : place.region),
      credentials: this.#credentials(place, () => credentialsOf(config, sts, place.assumeRole)),
    };
  }

  readonly #credentialsByRole = new Map<string, ReturnType<typeof import("./credentials").credentialsOf>>();

  #credentials(place: Place, make: () => ReturnType<typeof import("./credentials").credentialsOf>) {
    const key = JSON.stringify(place.assumeRole ?? null);
    let credentials = this.#credentialsByRole.get(key);
    if (!credentials) this.#credentialsByRole.set(key, (credentials = make()));
    return credentials;
  }
}

type ClientConfig = ConstructorParameters<typeof BedrockClient>[0];
