import { resolve } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { readProject } from "#engine/project";
import { resourcesIn } from "#provider/cli/stack-state";
import type { UsedResource } from "#provider/guard/policies/index";

import { builtExample } from "./examples";

/** What functions answer whose answer an example looks into. */
const ANSWERS: Readonly<Record<string, object>> = {
  getModelOffers: { offers: [] },
  listSharedModels: { models: [] },
};

type Outputs = Readonly<Record<string, unknown>>;

/** The resources and functions that an example says it wants, before there is anything in AWS. */
export async function usedBy(example: string): Promise<UsedResource[]> {
  const folder = resolve(__dirname, "../../../../examples", example);
  pulumi.runtime.setAllConfig(settingsOf(folder));
  const resources: object[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, custom, provider = "" }) => {
        const [urn, id] = [`urn:pulumi:stack::${example}::${type}::${name}`, `${name}-id`];
        // A component's registration has no provider, not even a default one.
        resources.push({ urn, id, type, ...(custom && { provider }), inputs: inputs as object });
        return { id, state: inputs as object };
      },
      call: ({ token, inputs, provider = "" }) => {
        const name = token.split(":").at(-1)!;
        const type = `pulumi-nodejs:dynamic/model-access:${name}`;
        resources.push({ urn: token, type, provider, inputs: inputs as object });
        return ANSWERS[name] ?? {};
      },
    },
    example,
    "stack",
  );
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const exported = require(builtExample(example)) as Outputs | (() => Promise<Outputs>);
  const outputs = Object.values(typeof exported === "function" ? await exported() : exported);
  for (const one of outputs) if (pulumi.Output.isInstance<unknown>(one)) await valueOf(one);
  await pulumi.runtime.disconnect();
  return resourcesIn({ deployment: { resources } }, example);
}

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((done) => void output.apply((value) => done(value)));
}

function settingsOf(folder: string): Record<string, string> {
  const { config } = readProject(folder);
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, String(value)]));
}
