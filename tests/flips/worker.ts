import { endHosts } from "../support/hosts/dynamic-host";
import { type Case, play } from "./play";

// A process that plays one case after the other for the one that has started it, and ends with that.
process.on("message", (one: Case) => {
  void play(one).then((outcome) => process.send!(outcome));
});
process.on("disconnect", () => {
  void endHosts().finally(() => process.exit());
});
