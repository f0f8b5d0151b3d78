import type { StepEventMetadata } from "@pulumi/pulumi/automation";

import type { EngineEvent } from "../events";
import { changedKeys } from "../values/object-diff";
import { equal, isObject, isSecret, type PropertyMap } from "../values/values";
import { STACK_TYPE } from "../urns";
import type { Live, Print } from "./display";
import { formatMembers, formatValue } from "./values";
import { type Colors, wordsFor } from "./words";

/** Every change property by property, like the CLI's `--diff`. */
export class Diff implements Live {
  /** What a refresh has found is known only afterwards. */
  readonly #refreshing = new Set<string>();

  constructor(
    private readonly print: Print,
    private readonly colors: Colors,
  ) {}

  show({ resourcePreEvent, resOutputsEvent }: EngineEvent): void {
    if (resourcePreEvent?.metadata.op === "refresh") this.#refreshing.add(resourcePreEvent.metadata.urn);
    else if (resourcePreEvent) this.#step(resourcePreEvent.metadata);
    if (resOutputsEvent && this.#refreshing.delete(resOutputsEvent.metadata.urn))
      this.#step(resOutputsEvent.metadata);
  }

  #step(metadata: StepEventMetadata): void {
    const { op, type, urn, old, new: fresh } = metadata;
    // Before an update or destroy, only what has become different is of interest.
    const isUnchanged =
      op === "same" || (op === "refresh" && (!old || !fresh || equal(old.inputs, fresh.inputs)));
    if (isUnchanged && type !== STACK_TYPE) return;
    const { symbol, color } = wordsFor(op);
    const indent = type === STACK_TYPE ? "" : "  ";
    const id = (old ?? fresh)?.id ?? "";
    this.print(this.colors[color](`${indent}${symbol.padEnd(2)}${type}: (${op})`));
    if (id !== "") this.print(`${indent}    [id=${id}]`);
    this.print(`${indent}    [urn=${urn}]`);
    if (isUnchanged) return;
    const body = this.#body(metadata, old?.inputs as PropertyMap, fresh?.inputs as PropertyMap);
    if (body !== "") this.print(body);
  }

  #body({ op }: StepEventMetadata, olds: PropertyMap | undefined, news: PropertyMap | undefined): string {
    if (op === "create" || op === "read") return formatMembers(news ?? {}, "      ");
    if (!olds || !news) return formatMembers(olds ?? {}, "      ");
    return this.#changes(olds, news, "    ").join("\n");
  }

  #changes(olds: PropertyMap, news: PropertyMap, indent: string): string[] {
    const { green, red, yellow } = this.colors;
    return changedKeys(olds, news)
      .filter((key) => !key.startsWith("__"))
      .flatMap((key) => {
        const [old, now] = [olds[key] ?? null, news[key] ?? null];
        if (old === null) return [green(`${indent}+ ${key}: ${formatValue(now, indent)}`)];
        if (now === null) return [red(`${indent}- ${key}: ${formatValue(old, indent)}`)];
        if (isObject(old) && isObject(now) && !isSecret(old) && !isSecret(now)) {
          return [
            yellow(`${indent}~ ${key}: {`),
            ...this.#changes(old, now, `${indent}    `),
            `${indent}  }`,
          ];
        }
        return [yellow(`${indent}~ ${key}: ${formatValue(old, indent)} => ${formatValue(now, indent)}`)];
      });
  }
}
