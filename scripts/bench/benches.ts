import type { Bench } from "./bench";
import { calls } from "./calls/calls";
import { construct } from "./construct/construct";
import { emulator } from "./emulator/emulator";
import { growth } from "./growth/growth";
import { host } from "./host/host";
import { terraform } from "./terraform/terraform";
import { throttle } from "./throttle/throttle";
import { first } from "./up/first";
import { noop } from "./up/noop";

/** What `npm run bench` measures, in this order. */
export const benches: readonly Bench[] = [
  ...[construct, first, noop, calls, growth],
  ...[throttle, host, emulator, terraform],
];
