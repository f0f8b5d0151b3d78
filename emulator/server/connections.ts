import { createServer as createHttp1Server, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { createServer, type Server, type Socket } from "node:net";

/** Answers a request of either version: Node shows both alike. */
export type Handler = (message: IncomingMessage, response: ServerResponse) => void;

/** A server whose open connections can be broken. */
export interface BreakableServer extends Server {
  closeAllConnections(): void;
}

/** What a client that speaks HTTP/2 without being asked sends first. */
const PREFACE = "PRI * HTTP/2.0";

/**
 * One port for HTTP/1.1 and for HTTP/2 without TLS: AWS's JavaScript SDK calls models by the latter, wherever its endpoint is, while
 * most clients know only the former there.
 */
export function createHttpServer(handler: Handler): BreakableServer {
  const http1 = createHttp1Server(handler);
  const http2 = createHttp2Server(handler as never);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    // A client that goes away before it has said anything is nobody's business.
    socket.on("error", () => socket.destroy());
    socket.once("readable", () => {
      const first = socket.read() as Buffer | null;
      if (first === null) return;
      socket.unshift(first);
      (first.toString("latin1").startsWith(PREFACE) ? http2 : http1).emit("connection", socket);
    });
  });
  return Object.assign(server, {
    closeAllConnections: () => {
      for (const socket of open) socket.destroy();
    },
  });
}
