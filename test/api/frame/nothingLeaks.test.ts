/** Feature under test: whatever breaks, the answer is a problem with a number for the log and nothing of the inside (case I9). */
import { Effect } from "effect"
import { expect, test } from "vitest"
import { type Explanations, SolverUnavailable } from "../../../src/api/Explanations.ts"
import type { Rounds } from "../../../src/api/Rounds.ts"
import { TooManySolves } from "../../../src/api/SolveTurn.ts"
import { listen } from "../../../src/api/server.ts"
import { DatabaseRefused, DatabaseUnavailable } from "../../../src/store/failures.ts"
import { repetitions } from "../../support/repetitions.ts"
import { problemOf } from "../answers.ts"
import { mockedApp } from "../mockedApp.ts"

/** What an error of a database or of a program says of itself. */
const inside = 'select "name" from person.identity where duf = 202400000155 at /work/src/store/Database.ts:12:3'
const version = "9.8.7-secret"
const secrets = /select|person\.identity|2024000|\.ts\b|\/work|9\.8\.7|42501|ECONNREFUSED|Error:|node_modules|\bat \w/u

const appWith = (rounds: Partial<Rounds["Service"]>, explanations: Partial<Explanations["Service"]> = {}) =>
  mockedApp({ rounds, explanations }, { version })

class Odd extends Error {
  override readonly name = inside
  readonly status = 418
}

const refused = new DatabaseRefused({ operation: inside, rule: "access", code: "42501" })
const outage = new DatabaseUnavailable({ operation: inside, reason: "connection", code: "ECONNREFUSED" })
const explanation = "/api/v1/households/H-1/explanation"

test.each([
  ["a bug", "/api/v1/rounds", "internal-error", appWith({ list: () => Effect.die(new Error(inside)) })],
  [
    "a bug with a cause",
    "/api/v1/rounds",
    "internal-error",
    appWith({ list: () => Effect.die(new Error("x", { cause: inside })) })
  ],
  ["an odd error", "/api/v1/rounds", "internal-error", appWith({ list: () => Effect.die(new Odd(inside)) })],
  ["a text that is thrown", "/api/v1/rounds", "internal-error", appWith({ list: () => Effect.die(inside) })],
  ["nothing that is thrown", "/api/v1/rounds", "internal-error", appWith({ list: () => Effect.die(undefined) })],
  ["a refusal of the database", "/api/v1/rounds", "not-found", appWith({ list: () => Effect.fail(refused) })],
  ["an outage of the database", "/api/v1/rounds", "database-unavailable", appWith({ list: () => Effect.fail(outage) })],
  [
    "no answer of the solver",
    explanation,
    "solver-unavailable",
    appWith({}, { explain: () => Effect.fail(new SolverUnavailable()) })
  ],
  ["too many solves", explanation, "busy", appWith({}, { explain: () => Effect.fail(new TooManySolves()) })]
])("%s", async (_, path, kind, app) => {
  for (let i = 0; i < repetitions(20); i++) {
    const { headers, problem, status } = await problemOf(app, path)
    expect([status >= (kind === "not-found" ? 404 : 500), problem.type]).toEqual([true, `urn:treff:problem:${kind}`])
    expect(problem.instance).toBe(`urn:uuid:${headers.get("x-request-id")}`)
    expect(JSON.stringify([problem, [...headers]])).not.toMatch(secrets)
  }
})

test("the application itself", async () => {
  const broken = () => Promise.reject(new Error(inside))
  const answers = await Effect.runPromise(
    Effect.scoped(
      Effect.flatMap(listen(broken, 0), (port) =>
        Effect.promise(() =>
          Promise.all(
            Array.from({ length: repetitions(20) }, async () => {
              const answer = await fetch(`http://127.0.0.1:${port}/`)
              return { status: answer.status, text: await answer.text(), headers: [...answer.headers] }
            })
          )
        )
      )
    )
  )
  for (const { headers, status, text } of answers) {
    expect(status).toBe(500)
    expect(text).toContain("urn:treff:problem:internal-error")
    expect(JSON.stringify([text, headers])).not.toMatch(secrets)
  }
})
