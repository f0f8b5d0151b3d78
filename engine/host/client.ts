import { randomBytes } from "node:crypto";

import type * as grpc from "@grpc/grpc-js";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type {
  CheckResponse,
  CreateResponse,
  DiffResponse,
  ReadResponse,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { CHANNEL_OPTIONS, type Sdk } from "../sdk";
import { parseUrn } from "../urns";
import { plain, type PropertyMap } from "../values/values";

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface DiffAnswer {
  readonly changes: "some" | "none" | "unknown";
  readonly replaces: string[];
  readonly deleteBeforeReplace: boolean;
}

export interface ReadAnswer {
  readonly id: string;
  readonly outputs: PropertyMap | undefined;
  readonly inputs: PropertyMap | undefined;
}

/** A provider refused. With `partial` the resource exists nevertheless. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  constructor(
    message: string,
    readonly partial?: { readonly id: string; readonly outputs: PropertyMap; readonly reasons: string[] },
  ) {
    super(message);
  }
}

/** The package of dynamic resources. */
export const DYNAMIC = "pulumi-nodejs";

/** Cancel is a courtesy before the process is ended. */
const CANCEL_WITHIN_MS = 1_000;

/**
 * The provider protocol as far as the dynamic host speaks it, and plugins that need no more. Secrets and references are taken off before they are sent.
 *
 * A preview may not know the configuration of a provider yet. Then nothing is asked, and everything is as it was given.
 */
export class ProviderClient {
  readonly #client: ResourceProviderClient;
  #configured = false;

  constructor(
    private readonly sdk: Sdk,
    address: string,
    /** The package it is of. */
    private readonly name = DYNAMIC,
  ) {
    const { ResourceProviderClient } = sdk.provider;
    this.#client = new ResourceProviderClient(
      address,
      sdk.grpc.credentials.createInsecure(),
      CHANNEL_OPTIONS,
    );
  }

  async configure(config: PropertyMap): Promise<void> {
    const request = new this.sdk.provider.ConfigureRequest();
    request.setArgs(this.sdk.struct.Struct.fromJavaScript(config));
    for (const [key, value] of Object.entries(config)) {
      const text = plain(value);
      request
        .getVariablesMap()
        .set(`${this.name}:config:${key}`, typeof text === "string" ? text : JSON.stringify(text));
    }
    request.setAcceptsecrets(true);
    request.setAcceptresources(false);
    await this.#call((done) => this.#client.configure(request, done));
    this.#configured = true;
  }

  /** @param olds absent where there is no predecessor whose inputs count */
  async check(
    urn: string,
    olds: PropertyMap | undefined,
    news: PropertyMap,
  ): Promise<{ inputs: PropertyMap; failures: CheckFailure[] }> {
    if (!this.#configured) return { inputs: news, failures: [] };
    const request = this.#named(new this.sdk.provider.CheckRequest(), urn);
    request.setOlds(this.#struct(olds ?? {}));
    request.setNews(this.#struct(news));
    request.setRandomseed(randomBytes(32));
    const answer = await this.#call<CheckResponse>((done) => this.#client.check(request, done));
    return {
      inputs: properties(answer.getInputs()) ?? {},
      failures: answer.getFailuresList().map((f) => ({ property: f.getProperty(), reason: f.getReason() })),
    };
  }

  async diff(
    urn: string,
    id: string,
    oldInputs: PropertyMap,
    oldOutputs: PropertyMap,
    news: PropertyMap,
    ignoreChanges: string[],
  ): Promise<DiffAnswer> {
    // Whom nobody can ask is taken to change something, and not said what.
    if (!this.#configured) return { changes: "some", replaces: [], deleteBeforeReplace: false };
    const request = this.#named(new this.sdk.provider.DiffRequest(), urn);
    request.setId(id);
    request.setOlds(this.#struct(oldOutputs));
    request.setOldInputs(this.#struct(oldInputs));
    request.setNews(this.#struct(news));
    request.setIgnorechangesList(ignoreChanges);
    const answer = await this.#call<DiffResponse>((done) => this.#client.diff(request, done));
    const { DIFF_SOME, DIFF_NONE } = this.sdk.provider.DiffResponse.DiffChanges;
    const changes = answer.getChanges();
    return {
      changes: changes === DIFF_SOME ? "some" : changes === DIFF_NONE ? "none" : "unknown",
      replaces: answer.getReplacesList(),
      deleteBeforeReplace: answer.getDeletebeforereplace(),
    };
  }

  async create(urn: string, inputs: PropertyMap, timeout = 0): Promise<{ id: string; outputs: PropertyMap }> {
    const request = this.#named(new this.sdk.provider.CreateRequest(), urn);
    request.setProperties(this.#struct(inputs));
    request.setTimeout(timeout);
    const answer = await this.#call<CreateResponse>((done) => this.#client.create(request, done));
    return { id: answer.getId(), outputs: properties(answer.getProperties()) ?? {} };
  }

  async read(
    urn: string,
    id: string,
    inputs: PropertyMap,
    state: PropertyMap,
    timeout = 0,
  ): Promise<ReadAnswer> {
    if (!this.#configured) return { id, outputs: {}, inputs: undefined };
    const request = this.#named(new this.sdk.provider.ReadRequest(), urn);
    request.setId(id);
    request.setInputs(this.#struct(inputs));
    request.setProperties(this.#struct(state));
    // Older SDKs know no time for it.
    (request as Partial<typeof request>).setTimeout?.(timeout);
    const answer = await this.#call<ReadResponse>((done) => this.#client.read(request, done));
    return {
      id: answer.getId(),
      outputs: properties(answer.getProperties()),
      inputs: properties(answer.getInputs()),
    };
  }

  async update(
    urn: string,
    id: string,
    oldInputs: PropertyMap,
    oldOutputs: PropertyMap,
    news: PropertyMap,
    ignoreChanges: string[],
    timeout = 0,
  ): Promise<PropertyMap> {
    const request = this.#named(new this.sdk.provider.UpdateRequest(), urn);
    request.setId(id);
    request.setOldInputs(this.#struct(oldInputs));
    request.setOlds(this.#struct(oldOutputs));
    request.setNews(this.#struct(news));
    request.setIgnorechangesList(ignoreChanges);
    request.setTimeout(timeout);
    const answer = await this.#call<UpdateResponse>((done) => this.#client.update(request, done));
    return properties(answer.getProperties()) ?? {};
  }

  async delete(
    urn: string,
    id: string,
    inputs: PropertyMap,
    outputs: PropertyMap,
    timeout = 0,
  ): Promise<void> {
    const request = this.#named(new this.sdk.provider.DeleteRequest(), urn);
    request.setId(id);
    request.setOldInputs(this.#struct(inputs));
    request.setProperties(this.#struct(outputs));
    request.setTimeout(timeout);
    await this.#call((done) => this.#client.delete(request, done));
  }

  /** Says that the run is over or cancelled; whether anybody listens is not our business. */
  async cancel(): Promise<void> {
    await new Promise<void>((resolve) => {
      const options = { deadline: Date.now() + CANCEL_WITHIN_MS };
      this.#client.cancel(new this.sdk.empty.Empty(), new this.sdk.grpc.Metadata(), options, () => resolve());
    });
  }

  close(): void {
    this.#client.close();
  }

  #named<
    R extends {
      setUrn(urn: string): unknown;
      setName(name: string): unknown;
      setType(type: string): unknown;
    },
  >(request: R, urn: string): R {
    const { name, type } = parseUrn(urn);
    request.setUrn(urn);
    request.setName(name);
    request.setType(type);
    return request;
  }

  /** The host has said that it accepts no secrets, and was told that it gets no resources. */
  #struct(map: PropertyMap): Struct {
    return this.sdk.struct.Struct.fromJavaScript(plain(map));
  }

  #call<R>(send: (done: (error: grpc.ServiceError | null, answer: R) => void) => void): Promise<R> {
    return new Promise((resolve, reject) => {
      send((error, answer) => (error ? reject(this.#providerError(error)) : resolve(answer)));
    });
  }

  /** An init failure travels in the trailers, as a google.rpc.Status with one detail. */
  #providerError(error: grpc.ServiceError): ProviderError {
    const message =
      error.code === this.sdk.grpc.status.UNKNOWN ? error.details : error.details || error.message;
    const [packed] = error.metadata.get("grpc-status-details-bin");
    if (!(packed instanceof Buffer)) return new ProviderError(message);
    const status = this.sdk.status.Status.deserializeBinary(new Uint8Array(packed));
    for (const detail of status.getDetailsList()) {
      const failure = detail.unpack(
        (bytes) => this.sdk.provider.ErrorResourceInitFailed.deserializeBinary(bytes),
        "pulumirpc.ErrorResourceInitFailed",
      );
      if (failure) {
        const outputs = properties(failure.getProperties()) ?? {};
        return new ProviderError(message, {
          id: failure.getId(),
          outputs,
          reasons: failure.getReasonsList(),
        });
      }
    }
    return new ProviderError(message);
  }
}

function properties(struct: Struct | undefined): PropertyMap | undefined {
  return struct?.toJavaScript();
}
