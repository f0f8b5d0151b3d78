import { readFileSync } from "node:fs";
import { join } from "node:path";

import type * as grpc from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type {
  CheckRequest,
  ConfigureRequest,
  DiffRequest,
  InvokeRequest,
} from "@pulumi/pulumi/proto/provider_pb";

import { secretsOf } from "../../core/declaration/checked";
import { VERSION } from "../../version";
import type { Verbs } from "../verbs";
import { checked, failuresOf, refusal } from "./refusals";
import { ResourceCalls } from "./resource-calls";
import type * as RunModule from "./run";
import type { Sdk } from "./sdk";
import { fromStruct, said, toStruct } from "./wire";

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
    const calls = new ResourceCalls(sdk);
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
      check: this.#resource((request, verbs) => calls.check(request, verbs)),
      diff: this.#resource((request, verbs) => calls.diff(request, verbs)),
      create: this.#resource((request, verbs) => calls.create(request, verbs)),
      read: this.#resource((request, verbs) => calls.read(request, verbs)),
      update: this.#resource((request, verbs) => calls.update(request, verbs)),
      delete: this.#resource(async (request, verbs) => {
        await calls.delete(request, verbs);
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

  /** The engine is gone. */
  end(): void {
    for (const run of this.#runs) run.end();
  }

  #configure(request: ConfigureRequest) {
    const { engineAddress: address, sdk } = this;
    const engine = address === undefined ? undefined : { address, load: sdk.load };
    this.#run = new (half().Run)(said(request.getArgs()), engine);
    this.#runs.push(this.#run);
    const answer = new sdk.provider.ConfigureResponse();
    answer.setSupportspreview(true);
    return answer;
  }

  #checkConfig(request: CheckRequest) {
    const { Run } = half();
    const news = said(request.getNews());
    return checked(this.sdk, news, new Run(news).problems, Run.secretKeys(news));
  }

  /** Left without an answer of ours, any other difference is an update. */
  #diffConfig(request: DiffRequest) {
    const olds = fromStruct(request.getOldInputs()) ?? fromStruct(request.getOlds()) ?? {};
    const moved = half().Run.movedBy(olds, said(request.getNews()));
    const answer = new this.sdk.provider.DiffResponse();
    answer.setReplacesList(moved);
    answer.setDiffsList(moved);
    if (moved.length > 0) answer.setChanges(this.sdk.provider.DiffResponse.DiffChanges.DIFF_SOME);
    return answer;
  }

  async #invoke(request: InvokeRequest) {
    const answer = new this.sdk.provider.InvokeResponse();
    const { result, failures } = await this.#configured.invoke(request.getTok(), said(request.getArgs()));
    answer.setReturn(toStruct(this.sdk, result));
    answer.setFailuresList(failuresOf(this.sdk, failures));
    return answer;
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
