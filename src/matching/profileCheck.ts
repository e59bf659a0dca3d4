/**
 * Is a profile fit to be approved (S12)? Correlations between criteria, and the share of placements each criterion and
 * purpose moves when it is left out. Pure parts; the re-solves are run by the caller.
 */
import { type Purpose, purposes, type SoftCriterionId, softCriterionIds } from "../domain/Criterion.ts"
import { Profile } from "../domain/Profile.ts"
import { answersOf, type SolvedRound } from "./solved.ts"

export interface Correlation {
  readonly a: SoftCriterionId
  readonly b: SoftCriterionId
  /** Spearman rank correlation of mean values over municipalities. */
  readonly rank: number
}

export interface Ablation<Id> {
  readonly id: Id
  readonly weight: number
  /** Share of placed households that end elsewhere without it. */
  readonly moved: number
}

export interface ProfileCheck {
  readonly profile: string
  readonly criteria: ReadonlyArray<Ablation<SoftCriterionId>>
  readonly purposes: ReadonlyArray<Ablation<Purpose>>
  readonly correlations: ReadonlyArray<Correlation>
  /** Share of adults with verified competence whose household moves when every competence criterion is left out. */
  readonly competence: { readonly adults: number; readonly moved: number }
  readonly approved: boolean
  readonly reasons: ReadonlyArray<string>
}

/** Criteria that rest on what a person can do (S12). */
export const competenceCriteria: ReadonlyArray<SoftCriterionId> = [
  "occupation-match",
  "recognition-path",
  "education-path",
  "norwegian-track"
]

export const weightedIds = (profile: Profile): ReadonlyArray<SoftCriterionId> =>
  softCriterionIds.filter((id) => (profile.criteria[id] ?? 0) > 0)

export const weightedPurposes = (profile: Profile): ReadonlyArray<Purpose> =>
  purposes.filter((purpose) => (profile.purposes[purpose] ?? 0) > 0)

export const withoutCriteria = (profile: Profile, ids: ReadonlyArray<SoftCriterionId>): Profile =>
  new Profile({ ...profile, criteria: { ...profile.criteria, ...Object.fromEntries(ids.map((id) => [id, 0])) } })

export const withoutPurpose = (profile: Profile, purpose: Purpose): Profile =>
  new Profile({ ...profile, purposes: { ...profile.purposes, [purpose]: 0 } })

/** Share of households placed in `before` that end elsewhere in `after`. */
export const movedShare = (before: SolvedRound, after: SolvedRound, lane: string): number => {
  const places = new Map(answersOf(after).map((answer) => [answer.household.household.id, answer.place?.code]))
  const placed = answersOf(before).filter((answer) => answer.state === "placed" && answer.lane.problem.lane === lane)
  const moved = placed.filter((answer) => places.get(answer.household.household.id) !== answer.place?.code)
  return placed.length === 0 ? 0 : moved.length / placed.length
}

/** Adults with a verified entry in their competence record, and how many of them move. */
export const verifiedAdultsMoved = (before: SolvedRound, after: SolvedRound): { adults: number; moved: number } => {
  const places = new Map(answersOf(after).map((answer) => [answer.household.household.id, answer.place?.code]))
  let [adults, moved] = [0, 0]
  for (const answer of answersOf(before)) {
    if (answer.state !== "placed") continue
    const { household } = answer.household
    const verified = household.adultsOn(before.round.date).filter((adult) => {
      const record = adult.competence
      return [...(record?.education ?? []), ...(record?.work ?? [])].some(
        (entry) => entry.provenance.source === "verified"
      )
    }).length
    adults += verified
    if (places.get(household.id) !== answer.place?.code) moved += verified
  }
  return { adults, moved: adults === 0 ? 0 : moved / adults }
}

const ranks = (values: ReadonlyArray<number>): ReadonlyArray<number> => {
  const order = values.map((value, i) => ({ value, i })).sort((a, b) => a.value - b.value)
  const result = values.map(() => 0)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to + 1 < order.length && order[to + 1]!.value === order[from]!.value) to++
    for (let k = from; k <= to; k++) result[order[k]!.i] = (from + to) / 2
    from = to + 1
  }
  return result
}

/** Spearman's rank correlation, ties at their mean rank; 0 when one side does not vary. */
export const rankCorrelation = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): number => {
  const [x, y] = [ranks(a), ranks(b)]
  const mean = (x.length - 1) / 2
  let [xy, xx, yy] = [0, 0, 0]
  x.forEach((rank, i) => {
    const [dx, dy] = [rank - mean, y[i]! - mean]
    xy += dx * dy
    xx += dx * dx
    yy += dy * dy
  })
  return xx === 0 || yy === 0 ? 0 : Math.round((1000 * xy) / Math.sqrt(xx * yy)) / 1000
}

/** Mean value per municipality of each criterion, weighted by how much it counts, then all pairs above `least`. */
export const correlationsOf = (solved: SolvedRound, lane: string, least: number): ReadonlyArray<Correlation> => {
  const sums = new Map<SoftCriterionId, Array<number>>()
  for (const one of solved.lanes.find((candidate) => candidate.problem.lane === lane)?.problem.households ?? []) {
    for (const { criterion, row, weight } of one.scored.terms) {
      const sum = sums.get(criterion.id) ?? solved.world.places.map(() => 0)
      for (let place = 0; place < sum.length; place++) sum[place]! += weight * row.value[place]!
      sums.set(criterion.id, sum)
    }
  }
  const ids = softCriterionIds.filter((id) => sums.has(id))
  return ids
    .flatMap((a, i) =>
      ids.slice(i + 1).map((b) => ({ a, b, rank: rankCorrelation(sums.get(a) ?? [], sums.get(b) ?? []) }))
    )
    .filter((one) => Math.abs(one.rank) >= least)
    .sort((one, other) => Math.abs(other.rank) - Math.abs(one.rank))
}
