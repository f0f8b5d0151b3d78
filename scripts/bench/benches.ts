import type { Bench } from "./bench";
import { construct } from "./construct/construct";
import { host } from "./host/host";

/** What `npm run bench` measures, in this order. */
export const benches: readonly Bench[] = [construct, host];
