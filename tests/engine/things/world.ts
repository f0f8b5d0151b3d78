import * as pulumi from "@pulumi/pulumi";

/** Found by the host in the folder of the project; the text is stored in every state, so it never changes. */
const PROVIDER = `exports.handler=()=>require(process.cwd()+"/provider.js").handler`;

/** Anything: each scenario has its own properties. A thing tells `made`, its id, and `token` if it has a `pin`. */
export type ThingInputs = Record<string, unknown>;

class Thing extends pulumi.CustomResource {
  declare readonly made: pulumi.Output<string>;
  declare readonly pw: pulumi.Output<string>;
  declare readonly token: pulumi.Output<string>;

  constructor(name: string, inputs: ThingInputs, options: pulumi.CustomResourceOptions) {
    const outputs = { made: undefined, pw: undefined, token: undefined };
    super(
      "pulumi-nodejs:dynamic/things:Thing",
      name,
      { ...outputs, name, ...inputs, __provider: PROVIDER },
      options,
    );
  }
}

/** A thing of the plugin. It tells besides `twice` its size, and the `timeout` it was made with. */
class Item extends pulumi.CustomResource {
  declare readonly made: pulumi.Output<string>;
  declare readonly twice: pulumi.Output<number>;
  declare readonly pw: pulumi.Output<string>;
  declare readonly token: pulumi.Output<string>;

  constructor(name: string, inputs: ThingInputs, options: pulumi.CustomResourceOptions) {
    const outputs = {
      made: undefined,
      twice: undefined,
      pw: undefined,
      token: undefined,
      timeout: undefined,
    };
    super("things:index:Thing", name, { ...outputs, name, ...inputs }, options);
  }
}

class Depot extends pulumi.ProviderResource {
  constructor(name: string, config: ThingInputs, options: pulumi.ResourceOptions) {
    super("things", name, config, options);
  }
}

class Group extends pulumi.ComponentResource {
  constructor(name: string, inputs: ThingInputs, options: pulumi.ComponentResourceOptions) {
    super("things:Group", name, inputs, options);
  }

  /** Registers the group's outputs. */
  tells(outputs: ThingInputs): this {
    this.registerOutputs(outputs);
    return this;
  }
}

class Host extends pulumi.ProviderResource {
  constructor(name: string, config: ThingInputs, options: pulumi.ResourceOptions) {
    super("pulumi-nodejs", name, config, options);
  }
}

/** What a scenario's program is made of. */
export const world = {
  pulumi,
  thing: (name: string, inputs: ThingInputs = {}, options: pulumi.CustomResourceOptions = {}) =>
    new Thing(name, inputs, options),
  /** A thing that exists already, looked up by its id. */
  existing: (name: string, id: string, options: pulumi.CustomResourceOptions = {}) =>
    new Thing(name, {}, { ...options, id }),
  group: (name: string, inputs: ThingInputs = {}, options: pulumi.ComponentResourceOptions = {}) =>
    new Group(name, inputs, options),
  item: (name: string, inputs: ThingInputs = {}, options: pulumi.CustomResourceOptions = {}) =>
    new Item(name, inputs, options),
  /** An explicit provider of the plugin. */
  depot: (name: string, config: ThingInputs = {}, options: pulumi.ResourceOptions = {}) =>
    new Depot(name, config, options),
  /** A provider of its own, in a process of its own. */
  host: (name: string, config: ThingInputs = {}, options: pulumi.ResourceOptions = {}) =>
    new Host(name, config, options),
};

/**
 * A Pulumi program; what it returns are the stack's outputs. Its text is written to a file and run in another process,
 * so it must use nothing but its parameter.
 */
export type Program = (world_: typeof world) => unknown;
