import type { Provider } from "./provider";

/** What a function may be told besides its arguments. */
export interface InvokeOptions {
  /** The provider whose account and Region are asked. @default the stack's configuration */
  provider?: Provider;
}
