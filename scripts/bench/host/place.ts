import { resolve } from "node:path";

import type { HostOptions } from "#engine/host/process";
import type { Sdk } from "#engine/sdk";
import { SERVICES } from "#provider/aws/clients/endpoints";

/** A folder from which the provider's package can be found, as programs find it. */
export const PROGRAM_DIR = resolve(__dirname, "../../../../examples/quickstart");

/** What every process of this bench is started with. */
export interface Place {
  readonly sdk: Sdk;
  readonly engineAddress: string;
  /** A home with nothing in it. */
  readonly folder: string;
}

export const CONFIG = {
  "aws:region": "us-east-1",
  "aws:accessKey": "111122223333",
  "aws:secretKey": "test",
};

/** A model of Amazon's own, which needs no agreement: making one only looks. */
export const INPUTS = { modelId: "amazon.nova-micro-v1:0" };

/** The same, and everything that the provider calls is there. */
export function configAt(url: string): Record<string, string> {
  const endpoints = Object.fromEntries(SERVICES.map((service) => [service, url]));
  return { ...CONFIG, "aws:endpoints": JSON.stringify([endpoints]) };
}

export function startOptions({ sdk, engineAddress, folder }: Place): HostOptions {
  return {
    sdk,
    programDir: PROGRAM_DIR,
    project: "bench",
    engineAddress,
    env: { PATH: process.env["PATH"], HOME: folder, AWS_EC2_METADATA_DISABLED: "true" },
    onOutput: () => undefined,
  };
}
