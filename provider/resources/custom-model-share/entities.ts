import { randomUUID } from "node:crypto";

import type { RAMClient } from "@aws-sdk/client-ram";

import { ramSdk } from "../../aws/clients/sdk";

/** Principals and models that one call may name. */
const MOST_ENTITIES = 100;

interface Entities {
  readonly principals: readonly string[];
  readonly resourceArns: readonly string[];
}

/** What one call names; a list that is empty is left out. */
interface Named {
  readonly principals?: string[];
  readonly resourceArns?: string[];
}

export async function associate(client: RAMClient, resourceShareArn: string, named: Named): Promise<void> {
  const request = { resourceShareArn, ...named, clientToken: randomUUID() };
  await client.send(new (ramSdk().AssociateResourceShareCommand)(request));
}

export async function disassociate(client: RAMClient, resourceShareArn: string, named: Named): Promise<void> {
  const request = { resourceShareArn, ...named, clientToken: randomUUID() };
  await client.send(new (ramSdk().DisassociateResourceShareCommand)(request));
}

/** As few calls as there can be: each names principals and models together. */
export function chunksOf({ principals, resourceArns }: Entities): Named[] {
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
