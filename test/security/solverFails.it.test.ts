/**
 * Feature under test: rounds nobody can solve well (case F10): locks that exclude each other, no places at all, a household
 * of 14, a solver that breaks or never ends. Each run ends in time with a code or an answer, nothing gets published by
 * it, and the same round is solved once its cause is gone.
 */
import { Effect, Layer, Logger, ManagedRuntime, Schema } from "effect"
import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { demoAccess } from "../../src/api/access.ts"
import { syntheticDuf } from "../../src/domain/Duf.ts"
import { HouseholdId } from "../../src/domain/Ids.ts"
import { MunicipalityFile } from "../../src/domain/Municipality.ts"
import { Profile } from "../../src/domain/Profile.ts"
import { Round } from "../../src/domain/Round.ts"
import { solveRun } from "../../src/jobs/solveRound.ts"
import { solveRuns } from "../../src/jobs/solveRuns.ts"
import { standardProfile } from "../../src/matching/profiles.ts"
import { Changes } from "../../src/store/Changes.ts"
import { MunicipalityStore } from "../../src/store/MunicipalityStore.ts"
import { PlanStore } from "../../src/store/PlanStore.ts"
import { RoundProcess } from "../../src/store/RoundProcess.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { JobQueue } from "../../src/store/work/JobQueue.ts"
import { RunAttempts } from "../../src/store/work/RunAttempts.ts"
import { RunStore } from "../../src/store/work/RunStore.ts"
import { fixtures } from "../api/smallRound.ts"
import { untilRun } from "../jobs/jobWorld.ts"
import { engines, openDatabase, type TestDatabase } from "../support/databases.ts"
import { repetitions, repetitionsOnBoth } from "../support/repetitions.ts"
import { sharedSolver } from "../support/sharedSolver.ts"

type Encoded = typeof Round.Encoded
type Household = Encoded["households"][number]

const logged: Array<string> = []
const logger = Logger.make(({ cause, message }) => void logged.push(`${String(message)} ${String(cause)}`))
/** What a bug may say: it quotes what it was working on. */
const said = "zqx 202400000155 is NaN"

const storesOver = ({ layer }: TestDatabase) =>
  ManagedRuntime.make(
    Layer.mergeAll(
      RoundStore.layer,
      RoundProcess.layer,
      PlanStore.layer,
      MunicipalityStore.layer,
      RunStore.layer,
      RunAttempts.layer,
      JobQueue.layer({ pollSeconds: 0.5, superviseSeconds: 1, atOnce: 1 }),
      sharedSolver
    ).pipe(Layer.provideMerge(Changes.layer), Layer.provideMerge(Layer.merge(layer, Logger.layer([logger]))))
  )

/** A household of so many, alike but for their numbers. */
const household = (like: Household, id: string, persons: number, serial: number): Household => {
  const { contract: _c, schooling: _s, ...adult } = like.members[0]
  const member = (n: number) => ({
    ...adult,
    id: `${id}-${n}`,
    duf: { _tag: "synthetic" as const, number: syntheticDuf(2024, serial + n) },
    role: "adult" as const,
    healthNeeds: [],
    ties: [],
    wishes: []
  })
  const { hostMunicipality: _h, minor: _, protection: _p, ...rest } = like
  const [first, ...others] = Array.from({ length: persons }, (_member, n) => member(n))
  return { ...rest, id, route: "reception-centre", members: [first!, ...others] }
}

const capacities = [
  { municipality: "4601", places: 3 },
  { municipality: "5001", places: 2 }
]

/** Longest a run of so few may take, also where much else is going on. */
const limit = "30 seconds"

interface Trouble {
  readonly change: (round: Encoded) => Encoded
  readonly ends: ReadonlyArray<string>
  /** Takes the trouble away. */
  readonly mend?: (process: RoundProcess["Service"], round: Round["id"]) => Effect.Effect<unknown, unknown>
}

/** Rounds that no plan honours, or whose plan places nobody, and how a run of each ends. */
const troubles: Readonly<Record<string, Trouble>> = {
  "two households locked to the places of one": {
    change: (round) => ({
      ...round,
      capacities: [
        { municipality: "4601", places: 2 },
        { municipality: "5001", places: 1 }
      ],
      locks: round.households.map(({ id }) => ({ household: id, municipality: "4601", reason: "prøve" }))
    }),
    ends: ["RoundInfeasible"],
    mend: (process, round) => process.unchoose(demoAccess, round, HouseholdId.make("H-2"), 1, { kind: "lock" })
  },
  "a bound that nobody can keep": {
    change: (round) => ({ ...round, bounds: [{ name: "vest", municipalities: ["4601"], min: 50 }] }),
    ends: ["RoundInfeasible"]
  },
  "no places in any municipality": {
    change: (round) => ({
      ...round,
      capacities: round.capacities.map(({ municipality }) => ({ municipality, places: 0 }))
    }),
    ends: ["done"]
  },
  "no municipality at all": { change: (round) => ({ ...round, capacities: [] }), ends: ["done"] },
  "a household of fourteen": {
    change: (round) => ({
      ...round,
      households: [...round.households, household(round.households[0]!, "H-14", 14, 500_000)]
    }),
    ends: ["done"]
  }
}

describe.each(engines)("%s", (engine) => {
  let database: TestDatabase
  let runtime: ReturnType<typeof storesOver>
  let base: Encoded
  let rounds = 0
  let stop: () => Promise<void>
  /** What is done instead of solving, by round. */
  const instead = new Map<string, Effect.Effect<never>>()

  beforeAll(async () => {
    const { demo, file } = await fixtures()
    database = await openDatabase(engine)
    runtime = storesOver(database)
    const two = file.municipalities.filter(({ code }) => capacities.some(({ municipality }) => municipality === code))
    const few = new MunicipalityFile({ ...file, municipalities: two })
    await runtime.runPromise(MunicipalityStore.use((files) => files.saveFile(demoAccess, few)))
    const encoded = Schema.encodeSync(Round)(demo)
    base = {
      ...encoded,
      households: [
        household(encoded.households[0]!, "H-1", 2, 400_000),
        household(encoded.households[0]!, "H-2", 1, 400_100)
      ],
      capacities,
      locks: [],
      forbids: [],
      announced: [],
      protectedPairs: []
    }
    const usual = solveRun({ mode: "demo", version: "test" })
    const stopped = new AbortController()
    const working = runtime
      .runPromise(
        solveRuns("worker", (attempt, tell) => instead.get(attempt.round) ?? usual(attempt, tell)),
        { signal: stopped.signal }
      )
      .catch(() => undefined)
    stop = async () => {
      stopped.abort()
      await working
    }
  })
  afterAll(async () => {
    await stop?.()
    await runtime?.dispose()
    await database?.close()
  })

  const save = async (round: Encoded) => {
    const decoded = Schema.decodeSync(Round)({ ...round, id: `round-${rounds++}` })
    await runtime.runPromise(RoundStore.use((store) => store.save(demoAccess, decoded)))
    return decoded.id
  }

  /** How a run of the round ends: its failure, or that it is done. */
  const end = (round: Round["id"], ...states: ReadonlyArray<string>) =>
    runtime.runPromise(
      Effect.gen(function* () {
        const { run } = yield* (yield* RoundProcess).solve(demoAccess, round)
        if (states.includes("cancelled")) {
          yield* untilRun(run, "running")
          yield* (yield* RunStore).cancel(demoAccess, run)
        }
        const { failure, state } = yield* untilRun(run, "done", "failed", "cancelled")
        return failure ?? state
      }).pipe(Effect.timeout(limit))
    )

  const published = async () => (await sql`select from core.publication`.execute(database.admin)).rows.length

  test("every trouble ends with a code or an answer, and without it the round is solved", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.entries(troubles)), async ([name, { change, ends, mend }]) => {
        const round = await save(change(base))
        const ended = await end(round)
        expect([name, ends.includes(ended) ? "as it should" : ended]).toEqual([name, "as it should"])
        if (mend === undefined) return
        await runtime.runPromise(RoundProcess.use((process) => mend(process, round)))
        expect([name, await end(round)]).toEqual([name, "done"])
      }),
      { numRuns: repetitionsOnBoth(20), endOnFailure: true }
    )
    expect(await published()).toBe(0)
  })

  test("a solver that breaks or never ends", async () => {
    for (let n = 0; n < repetitionsOnBoth(20); n++) {
      const round = await save(base)
      instead.set(round, Effect.die(new Error(said)))
      expect(await end(round)).toBe("bug")
      instead.set(round, Effect.never)
      expect(await end(round, "cancelled")).toBe("cancelled")
      instead.delete(round)
      expect(await end(round)).toBe("done")
    }
    const bugs = logged.filter((line) => line.includes("bug"))
    expect(bugs.length).toBeGreaterThan(0)
    expect(bugs.filter((line) => line.includes(said))).toEqual([])
    expect(await published()).toBe(0)
  })
})

test("weights that are no numbers are in no profile", () => {
  const { criteria, purposes, ...profile } = Schema.encodeSync(Profile)(standardProfile)
  const decode = Schema.decodeUnknownOption(Profile)
  expect(decode({ ...profile, criteria, purposes })._tag).toBe("Some")
  fc.assert(
    fc.property(
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 101, null, "1"),
      fc.constantFrom(...Object.keys(criteria)),
      fc.constantFrom(...Object.keys(purposes)),
      (weight, criterion, purpose) => {
        expect(decode({ ...profile, purposes, criteria: { ...criteria, [criterion]: weight } })._tag).toBe("None")
        expect(decode({ ...profile, criteria, purposes: { ...purposes, [purpose]: weight } })._tag).toBe("None")
      }
    ),
    { numRuns: repetitions(100) }
  )
})
