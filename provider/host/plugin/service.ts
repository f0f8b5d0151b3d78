import { readFileSync } from "node:fs";
import { join } from "node:path";

import type * as grpc from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type {
  CheckRequest,
  CheckResponse,
  ConfigureRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  InvokeRequest,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";

import type { CheckFailure } from "../../core/check";
import { secretsOf } from "../../core/declaration/checked";
import { type Props, visible } from "../../core/props";
import { VERSION } from "../../version";
import { stateIn } from "../dynamic/stored";
import type { Call, Verbs } from "../verbs";
import { changesOf } from "./diff";
import { plannedCreate, plannedUpdate } from "./planned";
import { refusal } from "./refusals";
import type * as RunModule from "./run";
import type { Sdk } from "./sdk";
import { fromStruct, toStruct } from "./wire";

type Named = Pick<CheckRequest, "getUrn">;

/** What lifecycles need is loaded when they are asked for the first time: the engine waits for a plugin that starts. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const half = () => require("./run") as typeof RunModule;

/** The resource provider of Pulumi's protocol, over the verbs. */
export class Service {
  #run: RunModule.Run | undefined;
  readonly #runs: RunModule.Run[] = [];

  /** @param engineAddress the engine that has started this process; a debugged one is told by Attach */
  constructor(
    private readonly sdk: Sdk,
    private engineAddress: string | undefined,
  ) {}

  get implementation(): grpc.UntypedServiceImplementation {
    const { sdk } = this;
    const none = () => new sdk.empty.Empty();
    const served: Partial<IResourceProviderServer> = {
      handshake: this.#answering((request) => {
        this.engineAddress = request.getEngineAddress() || this.engineAddress;
        return new sdk.provider.ProviderHandshakeResponse();
      }),
      attach: this.#answering((request) => {
        this.engineAddress = request.getAddress();
        return none();
      }),
      getPluginInfo: this.#answering(() => {
        const info = new sdk.plugin.PluginInfo();
        info.setVersion(VERSION);
        return info;
      }),
      getSchema: this.#answering(() => {
        const answer = new sdk.provider.GetSchemaResponse();
        answer.setSchema(readFileSync(join(__dirname, "../../../plugin/schema.json"), "utf8"));
        return answer;
      }),
      checkConfig: this.#answering((request) => this.#checkConfig(request)),
      diffConfig: this.#answering((request) => this.#diffConfig(request)),
      configure: this.#answering((request) => this.#configure(request)),
      check: this.#resource((request, verbs) => this.#check(request, verbs)),
      diff: this.#resource((request, verbs) => this.#diff(request, verbs)),
      create: this.#resource((request, verbs) => this.#create(request, verbs)),
      read: this.#resource((request, verbs) => this.#read(request, verbs)),
      update: this.#resource((request, verbs) => this.#update(request, verbs)),
      delete: this.#resource(async (request, verbs) => {
        await this.#delete(request, verbs);
        return none();
      }),
      invoke: this.#answering((request) => this.#invoke(request)),
      parameterize: this.#refusing("takes no parameters"),
      construct: this.#refusing("has components for programs in TypeScript and JavaScript only"),
      call: this.#refusing("has no methods"),
      cancel: this.#answering(() => {
        for (const run of this.#runs) run.cancel();
        return none();
      }),
    };
    return served as grpc.UntypedServiceImplementation;
  }

  #configure(request: ConfigureRequest) {
    const { engineAddress: address, sdk } = this;
    const engine = address === undefined ? undefined : { address, load: sdk.load };
    this.#run = new (half().Run)(fromStruct(request.getArgs()) ?? {}, engine);
    this.#runs.push(this.#run);
    const answer = new sdk.provider.ConfigureResponse();
    answer.setSupportspreview(true);
    return answer;
  }

  #checkConfig(request: CheckRequest) {
    const { Run, secretKeys } = half();
    const news = fromStruct(request.getNews()) ?? {};
    return this.#checked(news, new Run(news).problems, secretKeys(news));
  }

  /** Left without an answer of ours, any other difference is an update. */
  #diffConfig(request: DiffRequest) {
    const olds = fromStruct(request.getOldInputs()) ?? fromStruct(request.getOlds()) ?? {};
    const moved = half().movedBy(olds, fromStruct(request.getNews()) ?? {});
    const answer = new this.sdk.provider.DiffResponse();
    answer.setReplacesList(moved);
    answer.setDiffsList(moved);
    if (moved.length > 0) answer.setChanges(this.sdk.provider.DiffResponse.DiffChanges.DIFF_SOME);
    return answer;
  }

  async #invoke(request: InvokeRequest) {
    const answer = new this.sdk.provider.InvokeResponse();
    const { result, failures } = await this.#configured.invoke(
      request.getTok(),
      fromStruct(request.getArgs()) ?? {},
    );
    answer.setReturn(toStruct(this.sdk, result));
    answer.setFailuresList(this.#failures(failures));
    return answer;
  }

  async #check(request: CheckRequest, verbs: Verbs) {
    const olds = visible(fromStruct(request.getOlds()) ?? {});
    const oldInputs = Object.keys(olds).length > 0 ? olds : undefined;
    const news = visible(fromStruct(request.getNews()) ?? {});
    const { inputs, failures } = await verbs.check(news, { urn: request.getUrn(), oldInputs });
    return this.#checked(inputs, failures, secretsOf(verbs.lifecycle.declaration));
  }

  #checked(inputs: Props, failures: readonly CheckFailure[], confidential: readonly string[]): CheckResponse {
    const answer = new this.sdk.provider.CheckResponse();
    answer.setInputs(toStruct(this.sdk, inputs, confidential));
    answer.setFailuresList(this.#failures(failures));
    return answer;
  }

  /** A property that is named would be printed together with its value, secrets in clear. */
  #failures(failures: readonly CheckFailure[]) {
    return failures.map(({ path, reason }) => {
      const failure = new this.sdk.provider.CheckFailure();
      failure.setReason(path ? `${path}: ${reason}` : reason);
      return failure;
    });
  }

  async #diff(request: DiffRequest, verbs: Verbs) {
    const { DiffResponse, PropertyDiff } = this.sdk.provider;
    const call = callOf(request);
    const news = visible(fromStruct(request.getNews()) ?? {});
    const diff = await verbs.diff(stateOf(request.getOlds()), news, call);
    const changes = changesOf(call.oldInputs, news, diff, request.getIgnorechangesList());
    const answer = new DiffResponse();
    const { DIFF_SOME, DIFF_NONE } = DiffResponse.DiffChanges;
    answer.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
    answer.setReplacesList([...diff.replaces]);
    answer.setDiffsList([...new Set(changes.map(({ path }) => path.split(/[.[]/, 1)[0]!))]);
    answer.setDeletebeforereplace(diff.deleteBeforeReplace === true);
    answer.setHasdetaileddiff(true);
    for (const { path, kind, isOfInputs } of changes) {
      const property = new PropertyDiff();
      property.setKind(PropertyDiff.Kind[kind]);
      property.setInputdiff(isOfInputs);
      answer.getDetaileddiffMap().set(path, property);
    }
    return answer;
  }

  async #create(request: CreateRequest, verbs: Verbs) {
    const answer = new this.sdk.provider.CreateResponse();
    const inputs = visible(fromStruct(request.getProperties()) ?? {});
    const { lifecycle } = verbs;
    if (request.getPreview()) {
      answer.setProperties(
        toStruct(this.sdk, plannedCreate(lifecycle, inputs), secretsOf(lifecycle.declaration)),
      );
      return answer;
    }
    const timeouts = { create: request.getTimeout() || undefined };
    const { id, state } = await verbs.create(inputs, { urn: request.getUrn(), timeouts });
    answer.setId(id);
    answer.setProperties(toStruct(this.sdk, state, secretsOf(lifecycle.declaration)));
    return answer;
  }

  async #read(request: ReadRequest, verbs: Verbs) {
    const answer = new this.sdk.provider.ReadResponse();
    const confidential = secretsOf(verbs.lifecycle.declaration);
    const id = request.getId();
    const state = stateOf(request.getProperties());
    const oldInputs = visible(fromStruct(request.getInputs()) ?? {});
    const call = { urn: request.getUrn(), oldInputs };
    // An import knows the id only, and a program's `get` hardly more: every state has the account.
    const isState = "accountId" in state;
    const live = await (isState
      ? verbs.read(id, state, call)
      : verbs.find(id, { ...oldInputs, ...state }, call));
    if (!live) return answer;
    answer.setId(id);
    answer.setProperties(toStruct(this.sdk, live.state, confidential));
    answer.setInputs(toStruct(this.sdk, live.inputs, confidential));
    return answer;
  }

  async #update(request: UpdateRequest, verbs: Verbs) {
    const answer = new this.sdk.provider.UpdateResponse();
    const { lifecycle } = verbs;
    const state = stateOf(request.getOlds());
    const news = visible(fromStruct(request.getNews()) ?? {});
    const call = callOf(request);
    const next = request.getPreview()
      ? plannedUpdate(lifecycle, state, call.oldInputs, news)
      : await verbs.update(request.getId(), state, news, {
          ...call,
          timeouts: { update: request.getTimeout() || undefined },
        });
    answer.setProperties(toStruct(this.sdk, next, secretsOf(lifecycle.declaration)));
    return answer;
  }

  async #delete(request: DeleteRequest, verbs: Verbs): Promise<void> {
    const call = { ...callOf(request), timeouts: { delete: request.getTimeout() || undefined } };
    await verbs.delete(request.getId(), stateOf(request.getProperties()), call);
  }

  /** One call about a resource. */
  #resource<Q extends Named, A>(work: (request: Q, verbs: Verbs) => Promise<A>): grpc.handleUnaryCall<Q, A> {
    return this.#answering((request, confide) => {
      const verbs = this.#configured.verbs(request.getUrn());
      confide(secretsOf(verbs.lifecycle.declaration));
      return work(request, verbs);
    });
  }

  /** @param work may tell the names of what is secret also where it fails */
  #answering<Q, A>(
    work: (request: Q, confide: (names: readonly string[]) => void) => A | Promise<A>,
  ): grpc.handleUnaryCall<Q, A> {
    return ({ request }, answer) => {
      let confidential: readonly string[] = [];
      new Promise<A>((resolve) => resolve(work(request, (names) => (confidential = names)))).then(
        (done) => answer(null, done),
        (thrown: unknown) => answer(refusal(this.sdk, thrown, confidential)),
      );
    };
  }

  #refusing<Q, A>(why: string): grpc.handleUnaryCall<Q, A> {
    const code = this.sdk.grpc.status.UNIMPLEMENTED;
    return (_, answer) => answer({ code, details: `pulumi-model-access ${why}` });
  }

  get #configured(): RunModule.Run {
    if (!this.#run) throw new Error("pulumi-model-access: the engine has not called Configure");
    return this.#run;
  }
}

type Struct = ReturnType<DiffRequest["getOlds"]>;

/** The state, of whichever transport and version of this package has stored it. */
function stateOf(struct: Struct): Props {
  return stateIn(fromStruct(struct) ?? {});
}

function callOf(request: Named & Pick<DiffRequest, "getOldInputs">): Call & { readonly oldInputs: Props } {
  return { urn: request.getUrn(), oldInputs: visible(fromStruct(request.getOldInputs()) ?? {}) };
}
