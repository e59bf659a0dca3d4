/** Puts a solved round together as the report. Pure: seconds, rule prices and knock-on are handed in. */
import type { HouseholdId } from "../domain/Ids.ts"
import type { RunRecord } from "../domain/Plan.ts"
import { personsPlaced } from "./compare.ts"
import type { Finding } from "./consistency.ts"
import { explainAnswer, rankedPlaces } from "./explain.ts"
import type { Explanation } from "./explanation.ts"
import { parametersVersion } from "./parameters.ts"
import type { KnockOn, MatchReport, PlacementReport, RuleReport, WaitingReport } from "./report.ts"
import { type Robustness, robustnessOf } from "./robustness.ts"
import { type Answer, answersOf, boundOf, objectiveOf, priceRow, type SolvedRound, statusOf } from "./solved.ts"

export interface Explained {
  readonly answer: Answer
  readonly explanation: Explanation
}

/** Every household explained, in order of id. Robustness is drawn once for all placed households of a lane. */
export const explainRound = (solved: SolvedRound, topK: number): ReadonlyArray<Explained> => {
  const answers = answersOf(solved)
  const robustness = new Map<Answer, Robustness>()
  for (const lane of solved.lanes) {
    const placed = answers.flatMap((answer) => {
      if (answer.lane !== lane || answer.place === null || answer.state !== "placed") return []
      return [
        {
          answer,
          household: answer.household,
          place: answer.place.index,
          price: priceRow(lane, answer.household.household)
        }
      ]
    })
    const drawn = robustnessOf(placed, solved.world.places.length, topK, solved.seed)
    placed.forEach(({ answer }, i) => robustness.set(answer, drawn[i]!))
  }
  return answers.map((answer) => ({ answer, explanation: explainAnswer(answer, robustness.get(answer) ?? null, topK) }))
}

export interface ReportParts {
  readonly solved: SolvedRound
  readonly explained: ReadonlyArray<Explained>
  readonly seconds: MatchReport["seconds"]
  readonly rules: ReadonlyArray<RuleReport>
  readonly knockOn: ReadonlyMap<HouseholdId, KnockOn>
  readonly holdPrices: ReadonlyMap<HouseholdId, number>
  readonly findings: ReadonlyArray<Finding>
  readonly codeVersion: string
}

const placementReport = (explanation: Explanation, knockOn: KnockOn | null): PlacementReport => {
  const {
    alternatives: _others,
    criteria,
    facts: _facts,
    robustness,
    top,
    total,
    whyNot: _whyNot,
    ...shared
  } = explanation
  return {
    ...shared,
    fit: total,
    robustness: robustness?.keeps ?? 1,
    staysInTop: robustness?.staysInTop ?? 1,
    topK: top.map(({ points, ...alternative }) => ({ ...alternative, fit: points })),
    reasons: criteria.map(({ criterion, facts, missing, points, possible, purpose }) => ({
      criterion,
      purpose,
      points,
      possible,
      facts,
      missing
    })),
    knockOn
  }
}

const waitingReport = ({ answer, explanation }: Explained, price: number | null): WaitingReport => ({
  household: explanation.household,
  lane: explanation.lane,
  persons: explanation.persons,
  level: explanation.level,
  state: explanation.state,
  reason: explanation.reason,
  warnings: explanation.warnings,
  excluded: explanation.excluded,
  eligible: explanation.eligible,
  best: rankedPlaces(answer.household, answer.lane.problem.world)
    .slice(0, 3)
    .map((place) => ({
      municipality: place.code,
      name: place.municipality.name,
      fit: answer.household.points[place.index]!
    })),
  price
})

/** Municipalities whose places are all used, of those that gave any. */
const fullMunicipalities = (solved: SolvedRound): number => {
  const full = new Set<number>()
  for (const lane of solved.lanes) {
    const { dimensions, instance } = lane.problem
    const used = new Int32Array(instance.capacity.length)
    lane.assignment.forEach((m, h) => {
      if (m >= 0)
        for (let d = 0; d < dimensions.length; d++)
          used[m * dimensions.length + d]! += instance.demand[h * dimensions.length + d]!
    })
    for (let at = 0; at < used.length; at += dimensions.length) {
      if (instance.capacity[at]! > 0 && used[at] === instance.capacity[at]) full.add(at / dimensions.length)
    }
  }
  return full.size
}

const runRecord = (solved: SolvedRound, codeVersion: string): RunRecord => {
  const [objective, bound] = [objectiveOf(solved), boundOf(solved)]
  return {
    solver: solved.solver,
    seed: solved.seed,
    status: statusOf(solved),
    objective,
    bound,
    gap: (bound - objective) / Math.max(1, Math.abs(bound)),
    profiles: solved.lanes.map((lane) => lane.problem.profile.id),
    parameters: parametersVersion,
    facts: solved.world.factsVersion,
    code: codeVersion
  }
}

export const matchReport = (parts: ReportParts): MatchReport => {
  const { codeVersion, explained, findings, holdPrices, knockOn, rules, seconds, solved } = parts
  const run = runRecord(solved, codeVersion)
  const of = (...states: ReadonlyArray<Explanation["state"]>) =>
    explained.filter((one) => states.includes(one.explanation.state))
  const households = solved.lanes.flatMap((lane) => [...lane.problem.households, ...lane.problem.fixed])
  return {
    format: "treff-match/1",
    round: solved.round.id,
    synthetic: solved.round.synthetic,
    households: households.length,
    persons: households.reduce((sum, one) => sum + one.household.persons, 0),
    municipalities: solved.world.places.length,
    pairs: households.length * solved.world.places.length,
    eligiblePairs: households.reduce((sum, one) => sum + one.eligibility.state.filter((state) => state >= 0).length, 0),
    status: run.status,
    stoppedBy: solved.lanes.find((lane) => lane.stoppedBy !== null)?.stoppedBy ?? null,
    objective: run.objective,
    bound: run.bound,
    gap: run.gap,
    placed: personsPlaced(solved),
    householdsPlaced: of("placed", "fixed").length,
    fullMunicipalities: fullMunicipalities(solved),
    notOwnBest: of("placed").filter((one) => one.explanation.rankOfPlaced !== 1).length,
    levels: solved.lanes.flatMap((lane) => lane.levels.map((level) => ({ lane: lane.problem.lane, ...level }))),
    seconds,
    placements: of("placed", "fixed").map(({ explanation }) =>
      placementReport(explanation, knockOn.get(explanation.household) ?? null)
    ),
    held: of("held").map((one) => waitingReport(one, holdPrices.get(one.explanation.household) ?? null)),
    unplaced: of("unplaced").map((one) => waitingReport(one, null)),
    rules,
    findings,
    conflict: solved.lanes.flatMap((lane) => lane.conflict),
    run
  }
}
