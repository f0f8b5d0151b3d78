import type * as Yaml from "yaml";

/** YAML's own library, for those who read a world or print one: loading it is a fifth of the emulator's start. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at once
export const yaml = () => require("yaml") as typeof Yaml;
