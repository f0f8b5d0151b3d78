import * as pulumi from "@pulumi/pulumi";

import { durationSeconds } from "../core/duration";
import type { Timeouts } from "../core/context";
import { cheapTraces } from "./cheap-traces";
import { defaultProvider } from "./default-provider";
import { requireOurs } from "./provider";
import { providerText } from "./provider-text";
import { otherThan, transportInUse, typeOf, withOtherType } from "./transport";

/**
 * A resource of this package, on either transport. For the dynamic host, unlike `pulumi.dynamic.Resource`, it serializes no
 * code: the state holds a constant text that finds this package again.
 */
export abstract class ModelAccessResource extends pulumi.CustomResource {
  /**
   * @param kind the name of the class
   * @param args the inputs
   * @param outputs the names of all outputs that a program may use
   * @param secrets the inputs that are secret, whether or not the program says so
   */
  protected constructor(
    kind: string,
    name: string,
    args: object,
    outputs: readonly string[],
    options: pulumi.CustomResourceOptions = {},
    secrets: readonly string[] = [],
  ) {
    const transport = transportInUse();
    const type = typeOf(kind, transport);
    // What a parent or its `providers` hand down is not looked at: Pulumi picks from it by the package.
    if (options.provider) requireOurs(options.provider, `${kind} '${name}'`);
    const props = {
      ...Object.fromEntries(outputs.map((output) => [output, undefined])),
      ...args,
      ...hidden(args as Record<string, unknown>, secrets),
    };
    const always = {
      ...options,
      aliases: withOtherType(options.aliases, type, typeOf(kind, otherThan(transport))),
      additionalSecretOutputs: [...(options.additionalSecretOutputs ?? []), ...secrets],
    };
    if (transport === "dynamic" && options.import !== undefined) {
      throw new Error(
        `${kind} '${name}': Pulumi's dynamic host cannot import: use the file that \`npx pulumi-model-access import-file\` ` +
          'writes, or useTransport("plugin")',
      );
    }
    const [given, all] =
      transport === "plugin" ? forPlugin(type, props, always) : forHost(kind, name, type, props, always);
    const asBefore = cheapTraces(Object.keys(given).length);
    try {
      super(type, name, given, all);
    } finally {
      asBefore();
    }
  }
}

type Made = [props: pulumi.Inputs, options: pulumi.CustomResourceOptions];

function forPlugin(type: string, props: pulumi.Inputs, options: pulumi.CustomResourceOptions): Made {
  const inherited = options.provider ?? options.parent?.getProvider(type);
  return [props, { ...options, provider: inherited ?? defaultProvider() }];
}

/** What the dynamic host tells a lifecycle neither of the resource nor of itself goes with the inputs. */
function forHost(
  kind: string,
  name: string,
  type: string,
  props: pulumi.Inputs,
  options: pulumi.CustomResourceOptions,
): Made {
  const timeouts = timeoutsOf(options.customTimeouts);
  const told = {
    __provider: providerText(kind),
    __urn: urnOf(name, type, options.parent),
    ...(timeouts && { __timeouts: timeouts }),
  };
  // The copy of the inputs in the state would show their secrets otherwise.
  const secret = { additionalSecretOutputs: ["__inputs"] };
  return [{ ...props, ...told }, pulumi.mergeOptions(options, secret)];
}

/**
 * The URN as a value that depends on nothing. The parent's own output would make a child depend on its component, and
 * whatever depends on a component waits for all of its children: two of them would wait for one another.
 */
function urnOf(name: string, type: string, parent: pulumi.Resource | undefined): pulumi.Input<string> {
  if (!parent) return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`;
  const urn = pulumi.createUrn(name, type, parent);
  return pulumi.output(new Promise<string>((resolve) => void urn.apply(resolve)));
}

/** Pulumi's durations (`1h30m`, `90s`) in seconds; undefined where there is none. */
function timeoutsOf(timeouts: pulumi.CustomTimeouts | undefined): Timeouts | undefined {
  if (!timeouts) return undefined;
  // No time at all is none that was said.
  const seconds = (text = ""): number | undefined => {
    const value = durationSeconds(text);
    return value === 0 ? undefined : value;
  };
  const { create, update, delete: remove } = timeouts;
  return { create: seconds(create), update: seconds(update), delete: seconds(remove) };
}

/** What nobody may see of what the program gives. */
function hidden(args: Readonly<Record<string, unknown>>, secrets: readonly string[]): object {
  const given = secrets.filter((name) => args[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, pulumi.secret(args[name])]));
}
