/** The HTTP server as a resource: listens while its scope is open, then lets answers under way finish for a moment. */
import { createServer, type Server } from "node:http"
import type { Socket } from "node:net"
import { getRequestListener, type HttpBindings } from "@hono/node-server"
import { Effect, Schema, type Scope } from "effect"
import { lastResort, unreadable } from "./lastResort.ts"

export class PortUnusable extends Schema.TaggedError<PortUnusable>()("PortUnusable", {
  port: Schema.Int,
  code: Schema.String
}) {
  override get message(): string {
    const why = this.code === "EADDRINUSE" ? "another program uses it" : this.code
    return `Port ${this.port} cannot be used (${why}). Give another one with PORT or --port.`
  }
}

type Fetch = (request: Request, connection: HttpBindings) => Response | Promise<Response>

/**
 * Who sends slowly is cut off: the head of a request within 10 seconds, all of it within 30. An idle connection is kept
 * longer than proxies keep theirs (60 s): who closes first must not be the one who does not send.
 */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 1_000
}
export type Patience = typeof patience

/** Time for answers under way; then the connections are cut. */
const graceMs = 3_000

/** A connection becomes idle when its answer is finished; nothing tells when that is. */
const sweepMs = 50

const stop = (server: Server): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const sweep = setInterval(() => server.closeIdleConnections(), sweepMs)
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(cut)
      resume(Effect.void)
    })
  })

/** What never became a request: told as a problem where there is still somebody to tell. */
const refuse = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === "ECONNRESET" || !socket.writable) socket.destroy()
  else socket.end(unreadable(error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? "request-timeout" : "request-malformed"))
}

const start = (fetch: Fetch, port: number, limits: Patience): Effect.Effect<Server, PortUnusable> =>
  Effect.callback((resume) => {
    const listener = getRequestListener((request, env) => fetch(request, env as HttpBindings), {
      errorHandler: lastResort
    })
    const server = createServer(limits, listener)
    server.on("clientError", refuse)
    server.once("error", (error: NodeJS.ErrnoException) =>
      resume(Effect.fail(new PortUnusable({ port, code: error.code ?? error.name })))
    )
    server.listen(port, () => resume(Effect.succeed(server)))
  })

/** The port it listens on; 0 asks the system for a free one. */
export const listen = (
  fetch: Fetch,
  port: number,
  limits: Patience = patience
): Effect.Effect<number, PortUnusable, Scope.Scope> =>
  Effect.acquireRelease(start(fetch, port, limits), stop).pipe(
    Effect.map((server) => {
      const address = server.address()
      return typeof address === "object" && address !== null ? address.port : port
    })
  )
