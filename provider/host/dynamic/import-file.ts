import { secretsOf } from "../../core/declaration/checked";
import { type Props, toPlain } from "../../core/props";
import type { HostConfig } from "./handler";
import { lifecycleOf } from "../lifecycles";
import { load } from "./load";
import { providerText } from "../../program/provider-text";
import { SECRET_MARK } from "../secret";

/** What to import: an object of AWS under the name that a program gives its resource. */
export interface Wanted {
  /** The name of the class, such as `ModelAgreement`. */
  readonly type: string;
  readonly name: string;
  readonly id: string;
}

/** The file that `pulumi import --file` takes, as far as dynamic resources need it. */
export interface ImportFile {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly id: string;
    readonly inputs: Props;
    readonly outputs: Props;
  }[];
}

/**
 * Looks at live objects and writes down the whole state Pulumi would have of them. Pulumi's own import cannot: it asks
 * the dynamic host to read an object of which the host is told nothing but the id.
 * @param config the provider's configuration, as the stack has it (`aws:profile`, …)
 * @throws ModelAccessError when an object is not there, or an id is none
 */
export async function importFile(
  wanted: readonly Wanted[],
  config: Readonly<Record<string, string>>,
  given: Props = {},
): Promise<ImportFile> {
  const host: HostConfig = { get: (key) => config[key] };
  const resources = [];
  for (const { type, name, id } of wanted) {
    const confidential = secretsOf(lifecycleOf(type).declaration);
    const handler = load(type);
    handler.configure({ config: host });
    const { props, inputs } = await handler.find(id, given);
    const __provider = providerText(type);
    resources.push({
      type: `pulumi-nodejs:dynamic/model-access:${type}`,
      name,
      id,
      inputs: { ...encrypted(inputs, confidential), __provider },
      outputs: { ...encrypted(props, [...confidential, "__inputs"]), __provider },
    });
  }
  return { resources };
}

function encrypted(props: Props, names: readonly string[]): Props {
  const marked = Object.entries(toPlain(props)).map(([name, value]) => [
    name,
    names.includes(name) ? { ...SECRET_MARK, plaintext: JSON.stringify(value) } : value,
  ]);
  return Object.fromEntries(marked) as Props;
}
