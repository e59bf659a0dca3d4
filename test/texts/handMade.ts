// Explanations and reports written by hand, with only what a test is about: no round, no solver.
import type { SoftCriterionId } from "../../src/domain/Criterion.ts"
import type { HouseholdId, ProfileId, RoundId } from "../../src/domain/Ids.ts"
import type { MunicipalityCode } from "../../src/domain/MunicipalityCode.ts"
import type { Alternative, Explanation, WhyNot } from "../../src/matching/explanation.ts"
import type { CriterionFit } from "../../src/matching/fit.ts"
import type { MatchReport, PlacementReport, WaitingReport } from "../../src/matching/report.ts"
import type { Evidence } from "../../src/matching/World.ts"

export const household = (id: string): HouseholdId => id as HouseholdId
export const code = (text: string): MunicipalityCode => text as MunicipalityCode

const known: Readonly<Record<string, string>> = {
  "0301": "Oslo",
  "1103": "Stavanger",
  "1121": "Time",
  "5501": "Tromsø",
  "55": "Troms"
}
export const names = (one: string): string => known[one] ?? one

export const measured = (fact: string, value: Evidence["value"]): Evidence => ({
  fact,
  value,
  unit: null,
  source: "Tabell 1",
  date: "2024-01-01",
  kind: "measured"
})
export const madeUp = (fact: string, value: Evidence["value"]): Evidence => ({
  ...measured(fact, value),
  kind: "synthetic"
})
export const said = (fact: string, value: Evidence["value"]): Evidence => ({
  ...measured(fact, value),
  source: "stated",
  date: "2024-10-07",
  kind: "person"
})

export const criterion = (
  id: SoftCriterionId,
  points: number,
  possible: number,
  more: Partial<Pick<CriterionFit, "facts" | "missing">> = {}
): CriterionFit => ({
  criterion: id,
  purpose: "work",
  reference: "",
  points,
  possible,
  low: points,
  high: points,
  members: 1,
  facts: [],
  missing: [],
  byKind: { measured: points, modelled: 0, synthetic: 0, unknown: 0 },
  ...more
})

const occupation = criterion("occupation-match", 425_000, 600_000, {
  facts: [said("occupation", "2223"), measured("seekers-per-vacancy", 1.2)]
})
const wish = criterion("own-wish", 100_000, 400_000, { facts: [said("wishes", "5501,1103")] })

export const alternative = (more: Partial<Alternative> = {}): Alternative => ({
  municipality: code("1103"),
  name: "Stavanger",
  rank: 2,
  points: 491_000,
  low: 400_000,
  high: 600_000,
  questions: [],
  difference: { total: -34_000, criteria: [{ criterion: "occupation-match", points: -34_000 }] },
  price: 0,
  full: false,
  chosen: false,
  ...more
})

/** One adult placed in Time: 52,5 of 100, the household's best. */
export const explanation = (more: Partial<Explanation> = {}): Explanation => {
  const criteria = more.criteria ?? [occupation, wish]
  return {
    household: household("H-0001"),
    lane: "ordinary",
    persons: 1,
    level: "others",
    state: "placed",
    reason: { code: "own-best" },
    shareableServices: [],
    municipality: code("1121"),
    name: "Time",
    total: criteria.reduce((sum, one) => sum + one.points, 0),
    possible: 1_000_000,
    low: 450_000,
    high: 601_000,
    members: { mean: 525_000, lowestAdult: 525_000, children: null },
    criteria,
    facts: criteria.flatMap((one) => one.facts),
    missing: [],
    questions: [],
    warnings: [],
    rankOfPlaced: 1,
    eligible: 212,
    alternatives: [],
    top: [],
    excluded: [],
    price: 0,
    robustness: { keeps: 0.92, staysInTop: 1, draws: 100 },
    byKind: { measured: 525_000, modelled: 0, synthetic: 0, unknown: 0 },
    childrensBest: null,
    whyNot: null,
    ...more
  }
}

export const waiting: Partial<Explanation> = {
  state: "unplaced",
  reason: { code: "no-place-left" },
  municipality: null,
  name: null,
  total: 0,
  criteria: [],
  facts: [],
  rankOfPlaced: null,
  robustness: null
}

/** Tromsø is held by two other households; one of them would move to Time. */
export const whyNotTromsø = (more: Partial<WhyNot> = {}): WhyNot => ({
  municipality: code("5501"),
  name: "Tromsø",
  answer: "capacity",
  excluded: [],
  points: 600_000,
  criteria: [],
  fitDifference: 75_000,
  byCriterion: [{ criterion: "own-wish", points: 75_000 }],
  holders: [household("H-0007"), household("H-0009")],
  difference: -123_400,
  placedDifference: -2,
  moved: 2,
  moves: [{ household: household("H-0007"), from: code("5501"), to: code("1121"), points: -50_000 }],
  ...more
})

export const placement = (more: Partial<PlacementReport> = {}): PlacementReport => {
  const {
    alternatives: _,
    criteria,
    facts: _facts,
    robustness: _robustness,
    top: _top,
    total,
    whyNot: _whyNot,
    ...shared
  } = explanation()
  return { ...shared, fit: total, robustness: 0.92, staysInTop: 1, topK: [], reasons: criteria, knockOn: null, ...more }
}

export const waitingReport = (more: Partial<WaitingReport> = {}): WaitingReport => ({
  household: household("H-0100"),
  lane: "ordinary",
  persons: 2,
  level: "others",
  state: "unplaced",
  reason: { code: "no-place-left" },
  warnings: [],
  excluded: [{ criterion: "places", municipalities: [code("5501"), code("1103")], evidence: [] }],
  eligible: 0,
  best: [],
  price: null,
  ...more
})

export const report = (more: Partial<MatchReport> = {}): MatchReport => ({
  format: "treff-match/1",
  round: "demo-2024-48" as RoundId,
  synthetic: true,
  households: 3,
  persons: 7,
  municipalities: 357,
  pairs: 1071,
  eligiblePairs: 640,
  status: "optimal",
  stoppedBy: null,
  objective: 1_234_560,
  bound: 1_234_560,
  gap: 0,
  placed: 5,
  householdsPlaced: 2,
  fullMunicipalities: 1,
  notOwnBest: 0,
  levels: [],
  seconds: { load: 0.2, score: 0.1, solve: 1.25, explain: 0.3, rules: 12.4 },
  placements: [],
  held: [],
  unplaced: [],
  rules: [],
  findings: [],
  conflict: [],
  run: {
    solver: "highs",
    seed: 2024,
    status: "optimal",
    objective: 1_234_560,
    bound: 1_234_560,
    gap: 0,
    profiles: ["standard" as ProfileId],
    parameters: "2024-11-29",
    facts: "2026-11-23",
    code: "0.1.0"
  },
  ...more
})
