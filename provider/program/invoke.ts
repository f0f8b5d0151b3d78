import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

import type { Aws } from "../aws/aws";
import { configurationOf, type Provider, requireOurs } from "./provider";
import type * as Session from "../host/session";
import type { InvokeOptions } from "./invoke-options";

/** A function of the package that runs in the program itself. */
export interface Invoked<Args, Result> {
  /** How a unit test's mocks know it, such as `model-access:index:getCustomModel`. */
  readonly token: string;
  /** `Aws` and what uses it are loaded when it is called. */
  readonly call: (cloud: Aws, args: Args) => Promise<Result>;
  /** Under which name a mock gives the result, where that is a list: what mocks answer are objects. */
  readonly list?: string;
}

/**
 * Runs a function with what the stack's configuration or a provider says; in a unit test the mocks answer instead.
 * @throws Error when the provider's configuration is not known yet, as in a preview; the messages of `call`
 */
export async function invoke<Args extends object, Result>(
  invoked: Invoked<Args, Result>,
  args: Args,
  { provider }: InvokeOptions,
): Promise<Result> {
  if (isMocked()) return mocked(invoked, args, provider);
  return provider === undefined
    ? invoked.call(openCloud(pulumi.runtime.allConfig()), args)
    : invoked.call(await cloudOf(provider), args);
}

/** The same for arguments that are outputs, or a provider that is made of some; unknown where they are. */
export function invokeOutput<Args extends object, Result>(
  invoked: Invoked<Args, Result>,
  args: pulumi.Input<Args>,
  { provider }: InvokeOptions,
): pulumi.Output<Result> {
  // What AWS answers does not show with which keys it was asked: only secret arguments make a secret of it.
  const configuration = provider && pulumi.unsecret(configurationOf(provider));
  const result: pulumi.Output<unknown> = pulumi
    .all([args, configuration])
    .apply(([known, config]) =>
      isMocked()
        ? mocked(invoked, known as Args, provider)
        : invoked.call(openCloud(config ?? pulumi.runtime.allConfig()), known as Args),
    );
  return result as pulumi.Output<Result>;
}

/** Whether this is a unit test: `pulumi.runtime.setMocks` was called. */
function isMocked(): boolean {
  return pulumi.runtime.getMonitor() instanceof MockMonitor;
}

/** @throws Error when the mock of a list answers without one; what the mock throws */
async function mocked<Args extends object, Result>(
  { token, list }: Invoked<Args, Result>,
  args: Args,
  provider: Provider | undefined,
): Promise<Result> {
  if (provider) requireOurs(provider);
  const options = provider && { provider };
  const answer = (await pulumi.runtime.invoke(token, { ...args }, options)) as Record<string, unknown>;
  if (list === undefined) return answer as Result;
  if (Array.isArray(answer[list])) return answer[list] as Result;
  throw new Error(`the mock of ${token} has to answer { ${list}: [...] }`);
}

type Configuration = Readonly<Record<string, unknown>>;

async function cloudOf(provider: Provider): Promise<Aws> {
  const configuration = await new Promise<Configuration>((resolve, reject) => {
    const output = configurationOf(provider);
    // Whoever waits for what is unknown in a preview would wait for ever.
    output.apply(resolve);
    void isKnown(output).then((known) => {
      if (!known)
        reject(new Error("the provider's configuration is not known yet: use the function's …Output form"));
    });
  });
  return openCloud(configuration);
}

/** Pulumi tells it to whoever asks, and leaves it out of the type. */
function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
}

/** One for each configuration: its credentials, its account and its pace are found once in a run. */
const clouds = new Map<string, Aws>();

function openCloud(configuration: Configuration): Aws {
  const key = JSON.stringify(Object.entries(configuration).sort());
  const known = clouds.get(key);
  if (known) return known;
  // The half of the package that runs in the host; most programs do without.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { openSession } = require("../host/session") as typeof Session;
  const { cloud } = openSession((name) => configuration[name]);
  clouds.set(key, cloud);
  return cloud;
}
