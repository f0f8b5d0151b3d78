import { connect } from "node:net";

/** An engine that is still there although standard input has ended is looked for again, soon at first: it may be dying. */
const AGAIN_MS = { first: 100, longest: 10_000 };
/** Who does not answer within this time is busy, and not gone. */
const ANSWERS_WITHIN_MS = 5_000;
/** How often a process that has lost its engine looks whether it has anything left to do. */
const IS_IDLE_EVERY_MS = 200;

/**
 * Ends this process when its engine has died. Nobody keeps what it would still make, and a new run may be under way by then: so
 * nothing more is begun, and what AWS has been asked already is heard to its end. The next run finds whatever has come of it.
 *
 * An engine holds the other end of its plugins' standard input, which ends with it, however it dies. Others may close it as well, or
 * give none: the engine counts as gone only when nobody listens any more where it did.
 * @param address where the engine listens
 * @param cancel ends what is waited for
 */
export function endWithEngine(address: string, cancel: () => void): void {
  const { stdin } = process;
  // A terminal is somebody who tries the plugin by hand.
  if (stdin.isTTY) return;
  let isOver = false;
  const look = async (pause = AGAIN_MS.first): Promise<void> => {
    if (await isListening(address))
      return void setTimeout(() => void look(Math.min(2 * pause, AGAIN_MS.longest)), pause).unref();
    cancel();
    for (const stream of [process.stdout, process.stderr]) unref(stream);
    setInterval(endIfIdle, IS_IDLE_EVERY_MS).unref();
  };
  const onEnd = (): void => {
    if (!isOver) void look();
    isOver = true;
  };
  for (const event of ["end", "error", "close"]) stdin.once(event, onEnd);
  stdin.resume();
  unref(stdin);
}

/** A pipe would count as something left to do; a file does not, and has no such method. */
function unref(stream: { readonly unref?: () => void }): void {
  stream.unref?.();
}

/** In the stock host other packages' resources may be under way as well: what is left to do keeps Node alive, and so does our server. */
function endIfIdle(): void {
  if (process.getActiveResourcesInfo().every((kind) => kind === "TCPServerWrap")) process.exit();
}

function isListening(address: string): Promise<boolean> {
  const [, host = "", port = ""] = /^\[?(.*?)\]?:(\d+)$/.exec(address) ?? [];
  return new Promise((resolve) => {
    const socket = connect(Number(port), host);
    const answer = (listens: boolean) => () => {
      socket.destroy();
      resolve(listens);
    };
    socket.once("connect", answer(true));
    socket.once("error", answer(false));
    socket.setTimeout(ANSWERS_WITHIN_MS, answer(true));
  });
}
