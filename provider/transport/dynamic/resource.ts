import * as pulumi from "@pulumi/pulumi";

import { providerText } from "./provider-text";

/**
 * A resource that Pulumi's stock dynamic host runs. Unlike `pulumi.dynamic.Resource` it serializes no code: the state
 * holds a constant text that finds this package again.
 */
export abstract class DynamicResource extends pulumi.CustomResource {
  /**
   * @param kind the name of the class
   * @param args the inputs
   * @param outputs the names of outputs that are no inputs
   */
  protected constructor(
    kind: string,
    name: string,
    args: object,
    outputs: readonly string[],
    options: pulumi.CustomResourceOptions = {},
  ) {
    const type = DynamicResource.typeOf(kind);
    const props = {
      ...Object.fromEntries(outputs.map((output) => [output, undefined])),
      ...args,
      __provider: providerText(kind),
      // The host does not tell the lifecycle which resource it is about.
      __urn: pulumi.createUrn(name, type, options.parent),
    };
    // The copy of the inputs in the state would show their secrets otherwise.
    super(type, name, props, pulumi.mergeOptions(options, { additionalSecretOutputs: ["__inputs"] }));
  }

  /** The type as Pulumi, policies and people see it. */
  static typeOf(kind: string): string {
    return `pulumi-nodejs:dynamic/model-access:${kind}`;
  }
}
