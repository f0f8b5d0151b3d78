import { json10, json11 } from "./json";
import type { Protocol } from "./protocol";
import { query } from "./query";
import { restJson } from "./rest-json";

/** What is done on the wire, whatever the service. */
export const protocols: readonly Pick<Protocol, "name" | "behaviours">[] = [
  {
    name: "Every protocol",
    behaviours: [
      {
        source: "design",
        what: "what is not emulated is answered with 501 and NotEmulatedException, which names it (AWS: 404 and <UnknownOperationException/>)",
      },
      {
        source: "design",
        what: "a signature must be well-formed, and is verified only where that is asked for",
      },
    ],
  },
  restJson,
  json11,
  json10,
  query,
];
