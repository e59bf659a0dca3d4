/**
 * Feature under test: whoever is told anything of a household is in the audit log, also when the connection is cut while it
 * is told (case L5): either no byte of the body was sent, or its row is there. Over a real server and real connections.
 */
import { createConnection } from "node:net"
import { Effect, Exit, Scope } from "effect"
import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { listen } from "../../src/api/server.ts"
import { openCaseWorld, readyRound, type Somebody, setUp } from "../api/caseWorld.ts"
import { repetitions } from "../support/repetitions.ts"

let world: Awaited<ReturnType<typeof openCaseWorld>>
let officer: Somebody
let port: number
const serving = Scope.makeUnsafe()

beforeAll(async () => {
  world = await openCaseWorld("PostgreSQL", { works: false })
  await setUp(world, await readyRound())
  officer = await world.as("officer-1")
  port = await Effect.runPromise(
    listen((request, env) => world.app.fetch(request, env), 0).pipe(Effect.provideService(Scope.Scope, serving))
  )
})
afterAll(async () => {
  await Effect.runPromise(Scope.close(serving, Exit.void))
  await world?.close()
})

/** Everything that arrives before the connection is cut, after so many turns of the event loop. */
const ask = (path: string, turns: number): Promise<string> =>
  new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1")
    let arrived = ""
    socket.setEncoding("latin1")
    socket.on("data", (part: string) => {
      arrived += part
    })
    socket.on("error", () => undefined)
    socket.on("close", () => resolve(arrived))
    socket.on("connect", () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: treff.test\r\nCookie: ${officer.cookie}\r\nConnection: close\r\n\r\n`)
      const turn = (left: number): void => {
        if (left === 0) socket.destroy()
        else setImmediate(() => turn(left - 1))
      }
      turn(turns)
    })
  })

const paths = ["/households/H-0001", "/households/H-0001/health?purpose=settlement", "/households", "/history"]

test("what was sent is in the audit log", async () => {
  let cut = 0
  let whole = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ path: fc.constantFrom(...paths), turns: fc.integer({ min: 0, max: 400 }) }), {
        minLength: 10,
        maxLength: 10
      }),
      async (asked) => {
        const answers = await Promise.all(
          asked.map(async ({ path, turns }) => ({ path, arrived: await ask(`/api/v1/rounds/small${path}`, turns) }))
        )
        for (const { arrived, path } of answers) {
          const [head = "", body = ""] = arrived.split("\r\n\r\n", 2)
          if (body === "") {
            cut++
            continue
          }
          whole++
          expect(head).toMatch(/^HTTP\/1\.1 200/u)
          const id = /^x-request-id: (\S+)$/imu.exec(head)?.[1]
          const { rows } = await sql`select from audit.entry where request = ${id}`.execute(world.database.admin)
          expect([path, rows.length > 0]).toEqual([path, true])
        }
      }
    ),
    { numRuns: repetitions(20), endOnFailure: true }
  )
  // Both happened, or nothing was proved.
  expect(cut).toBeGreaterThan(0)
  expect(whole).toBeGreaterThan(0)
})
