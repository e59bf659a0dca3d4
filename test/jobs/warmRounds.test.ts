// The demo round solved again after answers: whoever was asked and did not decline stays, the declined go elsewhere, and the
// plan is worth what a fresh solve proves; after a restart and after a correction, too. And the book of sessions: a few, closed.
import { Effect, Layer, ManagedRuntime } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Answered, roundUnderway } from "../../src/casework/process/resolveRound.ts"
import { Household } from "../../src/domain/Household.ts"
import { RoundId } from "../../src/domain/Ids.ts"
import type { MunicipalityFile } from "../../src/domain/Municipality.ts"
import { Round } from "../../src/domain/Round.ts"
import { makeWarmRounds, type WarmRounds } from "../../src/jobs/warmRounds.ts"
import * as DecompositionResolver from "../../src/matching/decomposition/DecompositionResolver.ts"
import * as DecompositionSolver from "../../src/matching/decomposition/DecompositionSolver.ts"
import type { LaneProblem } from "../../src/matching/lane.ts"
import { prepareRound } from "../../src/matching/prepare.ts"
import { answersOf, objectiveOf, type SolvedRound, statusOf, warmName } from "../../src/matching/solved.ts"
import { solveRound } from "../../src/matching/solveRound.ts"
import { Outcome } from "../../src/matching/solver/Outcome.ts"
import { Resolver } from "../../src/matching/solver/Resolver.ts"
import { Solver, SolverFailed } from "../../src/matching/solver/Solver.ts"
import { fixtures } from "../api/smallRound.ts"
import { seeded } from "../support/instances.ts"

let file: MunicipalityFile
let demo: Round
beforeAll(async () => {
  const found = await fixtures()
  file = found.file
  demo = found.demo
})

const id = RoundId.make("demo")
const usual = "decomposition"

describe("the demo round", { timeout: 120_000 }, () => {
  const runtime = ManagedRuntime.make(Layer.merge(DecompositionSolver.layer, DecompositionResolver.layer))
  afterAll(() => runtime.dispose())

  const cold = (round: Round) => runtime.runPromise(solveRound(prepareRound({ file, round })))
  /** Solves the rounds one after the other in one process. */
  const inProcess = (rounds: ReadonlyArray<Round>): Promise<ReadonlyArray<SolvedRound>> =>
    runtime.runPromise(
      Effect.scoped(
        Effect.flatMap(makeWarmRounds, ({ solveLane }) =>
          Effect.forEach(rounds, (round) => solveRound(prepareRound({ file, round }), undefined, solveLane(id)))
        )
      )
    )
  const placesOf = (solved: SolvedRound): ReadonlyMap<string, string | undefined> =>
    new Map(answersOf(solved).map(({ household, place }) => [household.household.id, place?.code]))

  /** Twenty of those placed, of which five decline. */
  const answered = (solved: SolvedRound, random: () => number): ReadonlyArray<Answered> =>
    answersOf(solved)
      .filter(({ state }) => state === "placed")
      .map((answer) => ({ answer, key: random() }))
      .sort((a, b) => a.key - b.key)
      .slice(0, 20)
      .map(({ answer: { household, place } }, at) => ({
        household: household.household.id,
        municipality: place!.code,
        state: at < 5 ? "declined" : at < 12 ? "accepted" : "open"
      }))
  const underway = (answers: ReadonlyArray<Answered>) => roundUnderway(demo, answers, new Set())

  const expectStable = (solved: SolvedRound, answers: ReadonlyArray<Answered>): void => {
    const places = placesOf(solved)
    for (const { household, municipality, state } of answers) {
      if (state === "declined") expect(places.get(household)).not.toBe(municipality)
      else expect([household, places.get(household)]).toEqual([household, municipality])
    }
  }

  let before: SolvedRound
  beforeAll(async () => {
    before = await cold(demo)
  })

  test("answers come in, and some who had not answered decline later", async () => {
    const answers = answered(before, seeded(1))
    const later = answers.map((one): Answered => (one.state === "open" ? { ...one, state: "declined" } : one))
    const rounds = [underway(answers), underway(later)]
    const [start, ...solved] = await inProcess([demo, ...rounds])
    expect(start!.solver).toBe(usual)
    for (const [at, one] of solved.entries()) {
      const fresh = await cold(rounds[at]!)
      expect([one.solver, statusOf(one)]).toEqual([warmName(usual), "optimal"])
      expect(objectiveOf(one)).toBe(objectiveOf(fresh))
      expectStable(one, at === 0 ? answers : later)
    }
  })

  test("the same answers in the same order make the same plan", async () => {
    const rounds = [demo, underway(answered(before, seeded(3)))]
    const [one, other] = [await inProcess(rounds), await inProcess(rounds)]
    expect([...placesOf(one[1]!)]).toEqual([...placesOf(other[1]!)])
  })

  test("after a restart nothing is known, and the plan is as good", async () => {
    const now = underway(answered(before, seeded(4)))
    const [, warm] = await inProcess([demo, now])
    const [restarted] = await inProcess([now])
    expect(restarted!.solver).toBe(usual)
    expect(objectiveOf(restarted!)).toBe(objectiveOf(warm!))
  })

  test("a household gone, and a fact corrected: from the beginning", async () => {
    const leaving = answersOf(before).find(
      ({ household, lane, state }) =>
        lane.problem.lane === "ordinary" && state === "placed" && household.household.persons > 1
    )!
    const { id: left } = leaving.household.household
    const gone = roundUnderway(demo, [], new Set([left]))
    const corrected = new Round({
      ...demo,
      // Somebody was registered twice.
      households: demo.households.map((one) => {
        const [member, ...others] = one.members
        return one.id === left ? new Household({ ...one, members: [member, ...others.slice(0, -1)] }) : one
      })
    })
    const [, without, after] = await inProcess([demo, gone, corrected])
    expect([without!.solver, after!.solver]).toEqual([usual, usual])
    expect(placesOf(without!).has(left)).toBe(false)
    expect(objectiveOf(without!)).toBe(objectiveOf(await cold(gone)))
    expect(objectiveOf(after!)).toBe(objectiveOf(await cold(corrected)))
  })
})

describe("the book of sessions", () => {
  /** Says what it is asked; the lane never matters. */
  const told: Array<string> = []
  let breaks = false
  const optimal = Outcome.Infeasible({ conflict: [], minimal: true })
  const broken = new SolverFailed({ solver: "test", problem: "its worker broke." })
  const resolver = Layer.succeed(Resolver, {
    open: (instance) =>
      Effect.acquireRelease(
        Effect.sync(() => told.push(`open ${instance.name}`)),
        () => Effect.sync(() => told.push(`close ${instance.name}`))
      ).pipe(
        Effect.as({
          first: { outcome: optimal, instance, isWarm: false },
          change: () => Effect.fail(broken),
          become: (next) =>
            Effect.suspend(() => {
              told.push(`become ${next.name}`)
              return breaks ? Effect.fail(broken) : Effect.succeed({ outcome: optimal, instance: next, isWarm: true })
            })
        })
      )
  })
  const solver = Layer.succeed(Solver, {
    name: "test",
    solve: ({ name }) =>
      Effect.sync(() => {
        told.push(`cold ${name}`)
        return optimal
      })
  })
  const options = { rule: "place-first", gap: 0, seed: 1 } as const

  const asked = async (
    use: (solve: (name: string) => Effect.Effect<unknown, unknown, Solver>) => Effect.Effect<unknown, unknown, Solver>
  ) => {
    told.length = 0
    breaks = false
    const lane = prepareRound({ file, round: demo }).lanes[0]!
    const named = (name: string): LaneProblem => ({ ...lane, instance: { ...lane.instance, name } })
    const solveWith = (warm: WarmRounds) => (name: string) => warm.solveLane(RoundId.make(name))(named(name), options)
    await Effect.runPromise(
      Effect.scoped(Effect.flatMap(makeWarmRounds, (warm) => use(solveWith(warm)))).pipe(
        Effect.provide(Layer.merge(resolver, solver))
      )
    )
    return told
  }

  test("keeps three, the last used, and closes all with the scope", async () => {
    const order = await asked((solve) => Effect.forEach(["a", "b", "c", "a", "d", "a"], solve))
    const opened = ["open a", "open b", "open c", "become a", "open d", "close b", "become a"]
    expect(order.slice(0, opened.length)).toEqual(opened)
    expect(order.slice(opened.length).sort()).toEqual(["close a", "close c", "close d"])
  })

  test("one that breaks is closed, and the lane solved from the beginning", async () => {
    const order = await asked((solve) =>
      solve("a").pipe(
        Effect.tap(() =>
          Effect.sync(() => {
            breaks = true
          })
        ),
        Effect.andThen(solve("a")),
        Effect.andThen(solve("a"))
      )
    )
    expect(order).toEqual(["open a", "become a", "close a", "cold a", "open a", "close a"])
  })
})
