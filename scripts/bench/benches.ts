import type { Bench } from "./bench";
import { construct } from "./construct/construct";
import { emulator } from "./emulator/emulator";
import { growth } from "./growth/growth";
import { host } from "./host/host";
import { noop } from "./noop/noop";

/** What `npm run bench` measures, in this order. */
export const benches: readonly Bench[] = [construct, noop, growth, host, emulator];
