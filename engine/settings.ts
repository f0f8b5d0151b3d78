import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { parse, stringify } from "yaml";

import type { PassphraseSecrets } from "./state/secrets";
import { type PropertyMap, secret } from "./values/values";

export interface ConfigValue {
  readonly value: string;
  readonly secret: boolean;
}

interface SettingsFile {
  encryptionsalt?: string;
  config?: Record<string, unknown>;
}

/** The settings of one stack, in the form of the CLI's `Pulumi.<stack>.yaml`. */
export class StackSettings {
  constructor(readonly path: string) {}

  get exists(): boolean {
    return existsSync(this.path);
  }

  /** The salt of the stack's secrets; undefined before the first secret. */
  get salt(): string | undefined {
    return this.#read().encryptionsalt;
  }

  create(salt: string): void {
    this.#write({ ...this.#read(), encryptionsalt: salt });
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }

  /** All values as text, the way programs and providers get them. */
  values(secrets: PassphraseSecrets): Map<string, ConfigValue> {
    const entries = Object.entries(this.#read().config ?? {});
    return new Map(entries.map(([key, raw]) => [key, decode(raw, secrets)]));
  }

  set(key: string, { value, secret: isSecret }: ConfigValue, secrets: PassphraseSecrets): void {
    const file = this.#read();
    const encoded = isSecret ? { secure: secrets.encrypt(value) } : value;
    this.#write({ ...file, encryptionsalt: secrets.salt, config: { ...file.config, [key]: encoded } });
  }

  unset(key: string): void {
    const file = this.#read();
    const { [key]: _, ...config } = file.config ?? {};
    this.#write({ ...file, config });
  }

  #read(): SettingsFile {
    return this.exists ? ((parse(readFileSync(this.path, "utf8")) as SettingsFile | null) ?? {}) : {};
  }

  #write(file: SettingsFile): void {
    mkdirSync(dirname(this.path), { recursive: true });
    const temporary = `${this.path}.${process.pid}.tmp`;
    writeFileSync(temporary, stringify(file));
    renameSync(temporary, this.path);
  }
}

/** The values as inputs of a default provider. */
export function asInputs(values: ReadonlyMap<string, ConfigValue>): PropertyMap {
  return Object.fromEntries(
    [...values].map(([key, { value, secret: isSecret }]) => [key, isSecret ? secret(value) : value]),
  );
}

/** A value of a YAML file as the text that programs and providers get. */
export function asText(raw: unknown): string {
  return typeof raw === "string" ? raw : JSON.stringify(raw);
}

/** A structured value with one secret in it is secret as a whole. */
function decode(raw: unknown, secrets: PassphraseSecrets): ConfigValue {
  let found = false;
  const open = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(open);
    const entries = Object.entries(value);
    const [only] = entries;
    if (entries.length === 1 && only![0] === "secure" && typeof only![1] === "string") {
      found = true;
      return secrets.decrypt(only![1]);
    }
    return Object.fromEntries(entries.map(([key, member]) => [key, open(member)]));
  };
  const value = asText(open(raw));
  return { value, secret: found };
}
