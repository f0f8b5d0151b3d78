/*
 * Loaded by --require into programs and provider hosts. The engine holds the other end of stdin: when the engine dies,
 * however it dies, the end of stdin takes the child with it. A host would stay for ever otherwise. The thread that loads modules of
 * TypeScript runs this as well; its stdin is another one, which ends at once.
 */
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  process.stdin.on("end", () => process.exit(1));
  process.stdin.on("error", () => process.exit(1));
  process.stdin.resume();
  // Listening to stdin must not keep a finished program alive. At run time stdin is a socket, which can be unref'd.
  (process.stdin as unknown as { unref?: () => void }).unref?.();
}
