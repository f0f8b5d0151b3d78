import type * as grpc from "@grpc/grpc-js";
import type { LogRequest, SetRootResourceRequest } from "@pulumi/pulumi/proto/engine_pb";
import type {
  ReadResourceRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
  SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb";

import { UnsupportedByEmbeddedEngine } from "../errors";
import type { Severity } from "../events";
import type { Invoked } from "../host/answers";
import type { Goal, Invocation, ReadGoal, Registered } from "../run/goal";
import { Stopped } from "../run/stop";
import { CHANNEL_OPTIONS, type Sdk } from "../sdk";
import { type PropertyMap, understoodBy } from "../values/values";
import { goalOf, invocationOf, properties, readGoalOf } from "./requests";

/** What the engine does for a program. */
export interface Monitored {
  register(goal: Goal): Promise<Registered>;
  read(goal: ReadGoal): Promise<Registered>;
  registerOutputs(urn: string, outputs: PropertyMap): Promise<void>;
  invoke(invocation: Invocation): Promise<Invoked>;
  /** Stops the run for what the engine cannot do, and says so. */
  refuse(feature: string): void;
  /** The program has registered everything; resolves when the engine has done the rest. */
  finished(): Promise<void>;
}

/** Takes what a program or a provider has to say. */
export type Log = (severity: Severity, message: string, urn: string, ephemeral: boolean) => void;

const SUPPORTED = ["secrets", "aliasSpecs", "deletedWith", "resourceReferences"];

/**
 * The SDK may ask for these as well, and is told that they are there: otherwise it would refuse what a program wants of
 * them by telling people to update a CLI that they do not use. The engine refuses by itself, when they are wanted.
 */
const REFUSED_WHEN_USED = [
  "transforms",
  "invokeTransforms",
  "resourceHooks",
  "errorHooks",
  "replaceWith",
  "parameterization",
];
const FEATURES = new Set([...SUPPORTED, ...REFUSED_WHEN_USED]);

/** What the methods are for that an ordinary program uses; the others are called by their own name. */
const WANTED: Readonly<Record<string, string>> = {
  registerResourceHook: "resource hooks",
  registerErrorHook: "error hooks",
  registerPackage: "parameterized packages",
};

/** The gRPC server that a program and its provider hosts talk to: Pulumi's resource monitor and engine services. */
export class Monitor {
  private constructor(
    private readonly server: grpc.Server,
    readonly address: string,
  ) {}

  static async start(sdk: Sdk, log: Log): Promise<Monitor> {
    const server = new sdk.grpc.Server(CHANNEL_OPTIONS);
    const { EngineService } = sdk.engine;
    server.addService(EngineService, { ...unimplemented(sdk, EngineService), ...engineMethods(sdk, log) });
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", sdk.grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    return new Monitor(server, `127.0.0.1:${port}`);
  }

  /**
   * Lets a program register resources.
   * @param root the project's folder, for source positions
   */
  serve(sdk: Sdk, root: string, monitored: Monitored): void {
    const { ResourceMonitorService } = sdk.resource;
    this.server.addService(ResourceMonitorService, {
      ...unimplemented(sdk, ResourceMonitorService),
      ...monitorMethods(sdk, root, monitored),
    });
  }

  close(): void {
    this.server.forceShutdown();
  }
}

type Unary<Q, A> = (call: { request: Q }, callback: (error: object | null, answer?: A) => void) => void;

function monitorMethods(sdk: Sdk, root: string, monitored: Monitored) {
  const answering = <Q, A>(answer: (request: Q) => Promise<A>): Unary<Q, A> => answerWith(sdk, answer);
  // Which class it is differs between versions of the SDK; its fields do not.
  const { responseType: InvokeResponse } = sdk.resource.ResourceMonitorService.invoke as unknown as {
    responseType: Sdk["provider"]["InvokeResponse"];
  };
  const { RegisterResourceResponse, ReadResourceResponse, SupportsFeatureResponse } = sdk.resource;
  return {
    supportsFeature: answering(async (request: SupportsFeatureRequest) => {
      const answer = new SupportsFeatureResponse();
      answer.setHassupport(FEATURES.has(request.getId()));
      return answer;
    }),
    registerResource: answering(async (request: RegisterResourceRequest) => {
      const { urn, id, outputs } = await monitored.register(goalOf(request, root));
      const answer = new RegisterResourceResponse();
      answer.setUrn(urn);
      answer.setId(id);
      answer.setObject(sdk.struct.Struct.fromJavaScript(outputs));
      return answer;
    }),
    readResource: answering(async (request: ReadResourceRequest) => {
      const { urn, outputs } = await monitored.read(readGoalOf(request, root));
      const answer = new ReadResourceResponse();
      answer.setUrn(urn);
      answer.setProperties(sdk.struct.Struct.fromJavaScript(outputs));
      return answer;
    }),
    registerResourceOutputs: answering(async (request: RegisterResourceOutputsRequest) => {
      await monitored.registerOutputs(request.getUrn(), properties(request.getOutputs()));
      return new sdk.empty.Empty();
    }),
    invoke: answering(async (request: ResourceInvokeRequest) => {
      const { outputs, failures } = await monitored.invoke(invocationOf(request));
      const answer = new InvokeResponse();
      const told = understoodBy(outputs, true, request.getAcceptresources());
      answer.setReturn(sdk.struct.Struct.fromJavaScript(told));
      for (const { property, reason } of failures) {
        const failure = new sdk.provider.CheckFailure();
        failure.setProperty(property);
        failure.setReason(reason);
        answer.addFailures(failure);
      }
      return answer;
    }),
    // The SDK loses what is answered to these, and goes on: so it is the run that stops, and tells.
    registerStackTransform: answering(async () => {
      monitored.refuse("stack transforms");
      return new sdk.empty.Empty();
    }),
    registerStackInvokeTransform: answering(async () => {
      monitored.refuse("transforms of invokes");
      return new sdk.empty.Empty();
    }),
    signalAndWaitForShutdown: answering(async () => {
      await monitored.finished();
      return new sdk.empty.Empty();
    }),
  };
}

function engineMethods(sdk: Sdk, log: Log) {
  const { GetRootResourceResponse, LogSeverity, RequirePulumiVersionResponse, SetRootResourceResponse } =
    sdk.engine;
  let root = "";
  return {
    log: answerWith(sdk, async (request: LogRequest) => {
      const severities: Partial<Record<number, Severity>> = {
        [LogSeverity.INFO]: "info",
        [LogSeverity.WARNING]: "warning",
        [LogSeverity.ERROR]: "error",
      };
      const severity = severities[request.getSeverity()];
      // What is for debugging is shown to nobody, as the CLI does without --debug.
      if (severity) log(severity, request.getMessage(), request.getUrn(), request.getEphemeral());
      return new sdk.empty.Empty();
    }),
    getRootResource: answerWith(sdk, async () => {
      const answer = new GetRootResourceResponse();
      answer.setUrn(root);
      return answer;
    }),
    setRootResource: answerWith(sdk, async (request: SetRootResourceRequest) => {
      root = request.getUrn();
      return new SetRootResourceResponse();
    }),
    requirePulumiVersion: answerWith(sdk, async () => new RequirePulumiVersionResponse()),
  };
}

/** Answers exactly once, whatever happens: a call without an answer would keep the program waiting for ever. */
function answerWith<Q, A>(sdk: Sdk, answer: (request: Q) => Promise<A>): Unary<Q, A> {
  return ({ request }, callback) => {
    // The SDK takes UNAVAILABLE, and only that, for the end of the run, about which it says nothing.
    const { UNAVAILABLE, UNIMPLEMENTED, UNKNOWN } = sdk.grpc.status;
    const codeOf = (error: Error) => {
      if (error instanceof Stopped) return UNAVAILABLE;
      return error instanceof UnsupportedByEmbeddedEngine ? UNIMPLEMENTED : UNKNOWN;
    };
    new Promise<A>((resolve) => resolve(answer(request))).then(
      (result) => callback(null, result),
      (thrown: unknown) => {
        const error = thrown as Error;
        callback({ code: codeOf(error), details: error.message, message: error.message });
      },
    );
  };
}

/** Newer SDKs know methods that we have never heard of; they get an answer too. */
function unimplemented(sdk: Sdk, service: object): Record<string, Unary<unknown, never>> {
  const refuse =
    (name: string): Unary<unknown, never> =>
    (_call, callback) => {
      const { message } = new UnsupportedByEmbeddedEngine(WANTED[name] ?? name);
      callback({ code: sdk.grpc.status.UNIMPLEMENTED, details: message, message });
    };
  return Object.fromEntries(Object.keys(service).map((name) => [name, refuse(name)]));
}
