import { randomUUID } from "node:crypto";

import type { RAMClient } from "@aws-sdk/client-ram";

import { ramSdk } from "../aws/sdk";

/** Principals and models that one call may name. */
export const MOST_ENTITIES = 100;

interface Entities {
  readonly principals: readonly string[];
  readonly resourceArns: readonly string[];
}

export async function associate(
  client: RAMClient,
  resourceShareArn: string,
  entities: Entities,
): Promise<void> {
  for (const chunk of chunks(entities)) {
    const request = { resourceShareArn, ...chunk, clientToken: randomUUID() };
    await client.send(new (ramSdk().AssociateResourceShareCommand)(request));
  }
}

export async function disassociate(
  client: RAMClient,
  resourceShareArn: string,
  entities: Entities,
): Promise<void> {
  for (const chunk of chunks(entities)) {
    const request = { resourceShareArn, ...chunk, clientToken: randomUUID() };
    await client.send(new (ramSdk().DisassociateResourceShareCommand)(request));
  }
}

/** As few calls as there can be: each names principals and models together. */
function chunks({
  principals,
  resourceArns,
}: Entities): { principals?: string[]; resourceArns?: string[] }[] {
  const calls = Math.ceil(Math.max(principals.length, resourceArns.length) / MOST_ENTITIES);
  return Array.from({ length: calls }, (_, index) => {
    const part = (all: readonly string[]) => all.slice(index * MOST_ENTITIES, (index + 1) * MOST_ENTITIES);
    const [some, others] = [part(principals), part(resourceArns)];
    return {
      ...(some.length > 0 && { principals: some }),
      ...(others.length > 0 && { resourceArns: others }),
    };
  });
}
