/** Feature under test: the demo round from files to answers. Real municipalities, the real solver, what an officer relies on. */
import { Effect, type Scope } from "effect"
import { beforeAll, describe, expect, test } from "vitest"
import { Household } from "../../src/domain/Household.ts"
import { type County, MunicipalityFile } from "../../src/domain/Municipality.ts"
import { Person } from "../../src/domain/Person.ts"
import { Round } from "../../src/domain/Round.ts"
import { loadRound } from "../../src/intake/loadRound.ts"
import { audiences, forAudience } from "../../src/matching/audience.ts"
import { personsPlaced } from "../../src/matching/compare.ts"
import { fitAt } from "../../src/matching/fit.ts"
import { layer as highs } from "../../src/matching/highs/HighsSolver.ts"
import { solveInput, whyNot } from "../../src/matching/Matching.ts"
import { type Explained, explainRound, matchReport } from "../../src/matching/matchReport.ts"
import { prepareRound, type RoundInput, withChoices } from "../../src/matching/prepare.ts"
import { findingsOf } from "../../src/matching/referee/findings.ts"
import type { MatchReport } from "../../src/matching/report.ts"
import { seededStream } from "../../src/matching/seed.ts"
import { answersOf, objectiveOf, type SolvedRound } from "../../src/matching/solved.ts"
import type { Solver } from "../../src/matching/solver/Solver.ts"

const run = <A, E>(work: Effect.Effect<A, E, Solver | Scope.Scope>): Promise<A> =>
  Effect.runPromise(Effect.scoped(Effect.provide(work, highs)))
const solve = (input: RoundInput): Promise<SolvedRound> => run(solveInput(input))
const planOf = (solved: SolvedRound) =>
  answersOf(solved).map((answer) => [answer.household.household.id, answer.place?.code ?? null] as const)

/** Milliseconds allowed where a test solves the whole round several times: one solve takes a second, many on a busy machine. */
const severalSolves = 240_000

let input: RoundInput
let solved: SolvedRound
let explained: ReadonlyArray<Explained>
let report: MatchReport

beforeAll(async () => {
  input = (await Effect.runPromise(loadRound({}, "demo"))).input
  solved = await solve(input)
  explained = explainRound(solved, 5)
  report = matchReport({
    solved,
    explained,
    seconds: { load: 0, score: 0, solve: 0, explain: 0, rules: 0 },
    rules: [],
    knockOn: new Map(),
    holdPrices: new Map(),
    findings: [],
    codeVersion: "test"
  })
})

describe("the plan", () => {
  test("is proved the best, and the referee finds nothing", () => {
    expect([report.status, report.gap]).toEqual(["optimal", 0])
    for (const lane of solved.lanes) expect(findingsOf(lane.problem.instance, lane.assignment)).toEqual([])
  })
  test("answers every household that may be seen, once", () => {
    const answered = [...report.placements, ...report.held, ...report.unplaced].map((one) => one.household)
    const expected = input.round.ordinary.map((household) => household.id)
    expect([...answered].sort()).toEqual([...expected].sort())
    expect(report.municipalities).toBe(357)
  })
  test("is scarce: at least 15 municipalities full, at least 20 households without their best", () => {
    expect(report.fullMunicipalities).toBeGreaterThanOrEqual(15)
    expect(report.notOwnBest).toBeGreaterThanOrEqual(20)
  })
  test("does not depend on the order of the file", async () => {
    const { file, round } = input
    const shuffled = {
      file: new MunicipalityFile({ ...file, municipalities: file.municipalities.toReversed() }),
      round: new Round({
        ...round,
        households: round.households.toReversed(),
        capacities: round.capacities.toReversed()
      })
    }
    expect(planOf(await solve(shuffled))).toEqual(planOf(solved))
  })
  test(
    "is never worse with more places",
    async () => {
      for (const [i, capacity] of input.round.capacities.filter((one) => one.places > 0).entries()) {
        if (i % 30 !== 0) continue
        const capacities = input.round.capacities.map((one) =>
          one === capacity ? { ...one, places: 2 * one.places } : one
        )
        const more = await solve({ ...input, round: new Round({ ...input.round, capacities }) })
        expect(personsPlaced(more)).toBeGreaterThanOrEqual(personsPlaced(solved))
        expect(objectiveOf(more)).toBeGreaterThanOrEqual(objectiveOf(solved))
      }
    },
    severalSolves
  )
})

describe("explanations", () => {
  test("sum to the score for every household in every municipality", () => {
    for (const lane of solved.lanes) {
      for (const { points, scored } of lane.problem.households) {
        for (const place of solved.world.places) {
          const fit = fitAt(scored, place, solved.world)
          const sum = fit.criteria.reduce((total, one) => total + one.points, 0)
          if (fit.points !== points[place.index] || sum !== fit.points)
            expect([fit.points, sum]).toEqual(points[place.index])
          if (fit.low > fit.points || fit.high < fit.points) expect([fit.low, fit.high]).toContain(fit.points)
        }
      }
    }
  })
  test("name at least five criteria with facts, sources and dates, and the five best municipalities", () => {
    for (const { eligible, fit, high, low, reasons, robustness, topK } of report.placements) {
      expect(reasons.filter((reason) => reason.facts.length > 0).length).toBeGreaterThanOrEqual(5)
      for (const fact of reasons.flatMap((reason) => reason.facts)) {
        expect(fact.source).not.toBe("")
        expect(fact.date).toMatch(/^\d{4}-\d{2}-\d{2}$/u)
      }
      expect(topK.length).toBe(Math.min(5, eligible))
      expect(fit).toBe(reasons.reduce((sum, reason) => sum + reason.points, 0))
      expect(low).toBeLessThanOrEqual(fit)
      expect(high).toBeGreaterThanOrEqual(fit)
      expect(robustness).toBeGreaterThanOrEqual(0)
      expect(robustness).toBeLessThanOrEqual(1)
    }
  })
  test("of the household with a strictly confidential address there is nothing anywhere", () => {
    const hidden = input.round.households.filter((household) => household.isStrictlyConfidential)
    expect(hidden.length).toBeGreaterThan(0)
    const text = JSON.stringify([report, explained.map((one) => one.explanation)])
    for (const household of hidden) {
      for (const id of [household.id, ...household.members.map((member) => member.id)]) expect(text).not.toContain(id)
    }
  })
  test("for municipality, person and archive hold no other household's id", async () => {
    const ids = input.round.households.map((household) => household.id as string)
    const one = explained.find((each) => each.explanation.rankOfPlaced !== 1 && each.explanation.state === "placed")!
    const asked = await run(whyNot(input, solved, one.answer, one.explanation.alternatives[0]!.municipality))
    expect(asked?.moves.length).toBeGreaterThan(1)
    for (const { explanation } of [...explained, { explanation: { ...one.explanation, whyNot: asked } }]) {
      for (const audience of audiences.filter((each) => each !== "officer")) {
        const text = JSON.stringify(forAudience(explanation, audience))
        expect(ids.filter((id) => id !== explanation.household && text.includes(id))).toEqual([])
      }
    }
  })
  test(
    "of «why not» say exactly what a new plan with that lock changes",
    async () => {
      const draw = seededStream(7)
      const placed = explained.filter((one) => one.explanation.state === "placed")
      for (let i = 0; i < 2; i++) {
        const { answer, explanation } = placed[Math.floor(draw() * placed.length)]!
        const { municipality } = explanation.alternatives[Math.floor(draw() * explanation.alternatives.length)]!
        const stated = await run(whyNot(input, solved, answer, municipality))
        const after = await solve({
          ...input,
          round: withChoices(input.round, [{ household: explanation.household, municipality }])
        })
        const before = new Map(planOf(solved))
        const moves = planOf(after).filter(([household, code]) => before.get(household) !== code)
        expect(stated?.difference).toBe(objectiveOf(after) - objectiveOf(solved))
        expect(stated?.moves.map((move) => [move.household, move.to])).toEqual(moves)
      }
    },
    severalSolves
  )
})

describe("never scored (S11)", () => {
  const pointsOf = (changed: RoundInput) =>
    prepareRound(changed).lanes.map((lane) => lane.households.map((one) => [...one.points]))

  test("citizenship, origin and sex change no score", () => {
    const households = input.round.households.map(
      (household) =>
        new Household({
          ...household,
          members: household.members.map(
            (member) => new Person({ ...member, sex: "not-stated", citizenship: "SYR", origin: "AFG" })
          ) as unknown as Household["members"]
        })
    )
    expect(pointsOf({ ...input, round: new Round({ ...input.round, households }) })).toEqual(pointsOf(input))
  })
  test("a language may be replaced by one of equal interpreter supply", () => {
    const counties = input.file.counties
    const supply = (language: string) => counties.map((county: County) => county.interpreters[language as never]?.value)
    const other: Readonly<Record<string, string>> = { tir: "amh", amh: "tir", ukr: "som", som: "ukr" }
    expect(supply("tir")).toEqual(supply("amh"))
    expect(supply("ukr")).toEqual(supply("som"))
    const households = input.round.households.map(
      (household) =>
        new Household({
          ...household,
          members: household.members.map(
            (member) =>
              new Person({ ...member, language: (other[member.language] ?? member.language) as Person["language"] })
          ) as unknown as Household["members"]
        })
    )
    expect(pointsOf({ ...input, round: new Round({ ...input.round, households }) })).toEqual(pointsOf(input))
  })
})
