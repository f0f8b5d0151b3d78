import type { Terms } from "./terms";
import { type NotedTerms, notedTerms } from "./noted-terms";

interface Accepted {
  /** The resource's name. */
  readonly name: string;
  readonly terms: NotedTerms;
}

/** What the agreements for a model have recorded, in a state as `pulumi stack export` writes it. */
export function agreementsIn(state: unknown, modelId: string): Accepted[] {
  const { deployment } = (state ?? {}) as { deployment?: { resources?: unknown } };
  const resources: unknown = deployment?.resources;
  if (!Array.isArray(resources)) return [];
  return (resources as Resource[]).flatMap(({ type = "", urn = "", outputs = {} }) => {
    const { terms, offerId } = outputs;
    if (!type.endsWith("model-access:ModelAgreement") || outputs.modelId !== modelId || !terms) return [];
    return [{ name: urn.slice(urn.lastIndexOf("::") + 2), terms: notedTerms(offerId, terms) }];
  });
}

interface Resource {
  readonly type?: string;
  readonly urn?: string;
  readonly outputs?: { readonly modelId?: string; readonly offerId?: string; readonly terms?: Terms };
}
