/**
 * Feature under test: the whole life of a round, from choices to the last arrival, done and refused as a model of it says,
 * whatever comes after whatever (case R5). After every move states, versions, places and history are compared.
 */
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engines, openDatabase, type TestDatabase } from "../support/databases.ts"
import { repetitionsOnBoth } from "../support/repetitions.ts"
import { type Life, placesAt } from "./life/Model.ts"
import type { With } from "./life/Move.ts"
import { households } from "./life/makeRound.ts"
import { beginnings, moves } from "./life/moves.ts"
import { Real } from "./life/Real.ts"
import { type Runtime, storesOver } from "./life/stores.ts"

/** Persons each municipality takes: two households at most. */
const places = 3
const longest = 60

/** Everything of the life and of the real round, in the same words; places are counted anew where something was done. */
const compare = async (life: Life, real: Real, isChanged = true) => {
  const seen = await real.look()
  expect({
    state: seen.state,
    version: seen.version,
    input: seen.input,
    submitted: seen.submitted,
    published: seen.published
  }).toEqual({
    state: life.state,
    version: life.version,
    input: life.input,
    submitted: life.submittedBy === undefined ? null : real.officer(life.submittedBy).user,
    published: life.published !== undefined
  })
  const requests = new Map(seen.requests.map((one) => [one.id, one]))
  for (const [name, { arrived, at, request, state, version }] of life.families) {
    const { id: _, ...settlement } = seen.settlements[name]!
    expect({ name, ...settlement }).toEqual({ name, state, version, at, arrived })
    if (request !== undefined)
      expect(requests.get(request.id)).toEqual({ id: request.id, state: request.state, version: request.version })
  }
  const claimed = [...life.families.values()].filter(({ request }) => request?.state === "accepted")
  expect(seen.claims).toBe(claimed.reduce((sum, { persons }) => sum + persons, 0))
  expect(seen.events).toEqual(seen.events.map((_, i) => i + 1))
  if (!isChanged) return
  for (const code of real.municipalities) {
    const counted = await real.places(code)
    const { agreed, asked, planned, settled } = counted
    expect({ agreed, asked, planned, settled }).toEqual(placesAt(life, code))
    expect(agreed + settled).toBeLessThanOrEqual(places)
  }
}

type Attempt = () => Promise<string>

/** Everything that can be told of a round without the names that only this one has. */
const digest = async (real: Real) => {
  const { claims, events, input, published, requests, settlements, state, submitted, version } = await real.look()
  const who = submitted?.slice(real.round.length)
  const ways = Object.entries(settlements).map(([name, { arrived, at, state, version }]) => [
    name,
    arrived,
    at === null ? null : real.municipalities.indexOf(at),
    state,
    version
  ])
  const asked = requests.map(({ state, version }) => `${state} ${version}`)
  return {
    claims,
    events: events.length,
    input,
    published,
    state,
    version,
    who,
    ways: ways.sort(),
    asked: asked.sort()
  }
}

class Act implements fc.AsyncCommand<Life, Real> {
  readonly #name: string
  readonly #chosen: With
  constructor(name: string, chosen: With) {
    this.#name = name
    this.#chosen = chosen
  }

  /** Refusals are part of the life. */
  check(): boolean {
    return true
  }

  async run(life: Life, real: Real): Promise<void> {
    await compare(life, real, await this.live(life, real))
  }

  /** Whether it was done. */
  async live(life: Life, real: Real): Promise<boolean> {
    const { expected, program, so } = moves[this.#name]!(life, real, this.#chosen)
    const { outcome, value } = await real.attempt(program)
    expect(`${this.toString()}: ${outcome}`).toBe(`${this.toString()}: ${expected}`)
    if (outcome === "done") so(value)
    return outcome === "done"
  }

  /** With what is known now, also when something else comes in between. */
  attempt(life: Life, real: Real): Attempt {
    const { program } = moves[this.#name]!(life, real, this.#chosen)
    return async () => (await real.attempt(program)).outcome
  }

  toString(): string {
    const { at, household, stale, who } = this.#chosen
    return `${this.#name}(${who} ${household} ${at}${stale ? " stale" : ""})`
  }
}

const chosen = fc.record<With>({
  who: fc.constantFrom("first", "second"),
  household: fc.constantFrom(...households),
  at: fc.constantFrom(0, 1),
  stale: fc.constantFrom(false, false, false, false, true)
})
/** What leads on comes more often than what leads back. */
const often = [
  "accept",
  "accept",
  "decide",
  "decide",
  "inform",
  "inform",
  "agreeMove",
  "agreeMove",
  "arrive",
  "arrive",
  "send"
]
const act = fc.tuple(fc.constantFrom(...Object.keys(moves), ...often), chosen).map(([name, one]) => new Act(name, one))
const usual: With = { who: "first", household: households[0]!, at: 0, stale: false }
const begun = beginnings.map((way) => way.map(([name, more]) => new Act(name, { ...usual, ...more })))

describe.each(engines)("%s", (engine) => {
  let database: TestDatabase
  let runtime: Runtime
  beforeAll(async () => {
    database = await openDatabase(engine)
    runtime = storesOver(database)
  })
  afterAll(async () => {
    await runtime?.dispose()
    await database?.close()
  })

  test("done and refused as the model says", () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...begun),
        fc.commands([act], { maxCommands: longest - Math.max(...begun.map(({ length }) => length)), size: "max" }),
        async (before, acts) => {
          const real = new Real(runtime, database)
          const life = await real.begin(places)
          await compare(life, real)
          await fc.asyncModelRun(() => ({ model: life, real }), [...before, ...acts])
        }
      ),
      { numRuns: repetitionsOnBoth(20), endOnFailure: true }
    ))

  test(
    "of two acts at once the outcome is that of one after the other",
    () =>
      fc.assert(
        fc.asyncProperty(fc.constantFrom(...begun), act, act, async (before, one, other) => {
          const lived = async (both: (first: Attempt, second: Attempt) => Promise<ReadonlyArray<string>>) => {
            const real = new Real(runtime, database)
            const life = await real.begin(places)
            for (const way of before) await way.live(life, real)
            const outcomes = await both(one.attempt(life, real), other.attempt(life, real))
            return JSON.stringify([outcomes, await digest(real)])
          }
          const inTurn = [
            await lived(async (first, second) => [await first(), await second()]),
            await lived(async (first, second) => {
              const late = await second()
              return [await first(), late]
            })
          ]
          expect(inTurn).toContain(await lived((first, second) => Promise.all([first(), second()])))
        }),
        { numRuns: repetitionsOnBoth(20), endOnFailure: true }
      ),
    180_000
  )
})
