import type { ReadKey } from "../../aws/config/config";
import { isUnknown, type Props } from "../../core/props";

/**
 * Reads the configuration of a provider by the keys of the stack's, such as `aws:region`. The class of programs says them as they
 * are; the default provider is given those of `model-access:*`, and a program in another language names arguments, without
 * either prefix. What is not known yet is not set.
 */
export function reader(config: Props): ReadKey {
  return (key) => {
    const value = config[key] ?? config[key.replace(/^(aws|model-access):/, "")];
    return isUnknown(value) ? undefined : value;
  };
}
