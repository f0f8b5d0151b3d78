/** Loaded by --require into a process that is measured: when it ends, it writes down what it has taken. */
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env["BENCH_AT_EXIT"]!, JSON.stringify((user + system) / 1000));
});
