/**
 * How sure a placement is (S25): the share of draws in which, at fixed prices, the household keeps its municipality.
 * Facts of a municipality are drawn once per draw and shared by all households, from a stream of its own for each criterion:
 * what a household is told does not depend on what concerns others. Seeds are recorded.
 */
import { softCriteria } from "./criteria/index.ts"
import type { LaneHousehold } from "./lane.ts"
import { parameter } from "./parameters.ts"
import { rowKinds } from "./rows.ts"
import { hash32, normalStream, seededStream } from "./seed.ts"

export interface Robustness {
  /** Share of draws in which the household keeps its municipality at fixed prices. */
  readonly keeps: number
  /** Share of draws in which the municipality stays among the household's own k best. */
  readonly staysInTop: number
  readonly draws: number
}

export interface PlacedHousehold {
  readonly household: LaneHousehold
  /** Place index where it is placed. */
  readonly place: number
  /** Price of the household's demand by place, points. */
  readonly price: Float64Array
}

const deviation = rowKinds.map((kind) =>
  parameter(kind === "measured" ? "spreadMeasured" : kind === "modelled" ? "spreadModelled" : "spreadSynthetic")
)

interface Part {
  readonly criterion: number
  /** Points this criterion gives by place, its standard deviation there, and what it can give at most. */
  readonly points: Float64Array
  readonly deviation: Float64Array
  readonly possible: number
}

const order = new Map(softCriteria.map((criterion, i) => [criterion, i]))

/** Terms of a household added up by criterion: members err together when the fact behind them is the same. */
const partsOf = (household: LaneHousehold, places: number): ReadonlyArray<Part> =>
  [...Map.groupBy(household.scored.terms, (term) => term.criterion)].map(([criterion, terms]) => {
    const points = new Float64Array(places)
    const spread = new Float64Array(places)
    for (const { weight, row } of terms) {
      for (let place = 0; place < places; place++) {
        points[place]! += (weight * row.value[place]!) / 1000
        spread[place]! += weight * deviation[row.kind[place]!]!
      }
    }
    const possible = terms.reduce((sum, term) => sum + term.weight, 0)
    return { criterion: order.get(criterion) ?? 0, points, deviation: spread, possible }
  })

/** Tens of millions of these make a third of what explaining a round takes: plain comparisons, arrays taken out once. */
const addDrawn = (fit: Float64Array, { deviation, points, possible }: Part, noise: Float64Array): void => {
  for (let place = 0; place < fit.length; place++) {
    const drawn = points[place]! + deviation[place]! * noise[place]!
    fit[place]! += drawn <= 0 ? 0 : drawn >= possible ? possible : drawn
  }
}

/** Standard normal noise by place, drawn anew with each `draw`. */
const noiseFor = (criterion: number, places: number, seed: number) => {
  const normal = normalStream(seededStream(hash32(`${seed} ${softCriteria[criterion]?.id}`)))
  const noise = new Float64Array(places)
  const draw = () => {
    for (let place = 0; place < places; place++) noise[place] = normal()
  }
  return { noise, draw }
}

export const robustnessOf = (
  placed: ReadonlyArray<PlacedHousehold>,
  places: number,
  topK: number,
  seed: number
): ReadonlyArray<Robustness> => {
  const draws = parameter("robustnessDraws")
  const parts = placed.map(({ household }) => partsOf(household, places))
  const kept = new Int32Array(placed.length)
  const inTop = new Int32Array(placed.length)
  const concerned = new Set(parts.flatMap((all) => all.map(({ criterion }) => criterion)))
  const noises = new Map([...concerned].map((criterion) => [criterion, noiseFor(criterion, places, seed)]))
  const fit = new Float64Array(places)
  const allowance = placed.map((one) => regret(one, Float64Array.from(one.household.points)))
  for (let draw = 0; draw < draws; draw++) {
    for (const one of noises.values()) one.draw()
    placed.forEach((one, i) => {
      fit.fill(0)
      for (const part of parts[i]!) addDrawn(fit, part, noises.get(part.criterion)!.noise)
      if (regret(one, fit) <= allowance[i]!) kept[i]!++
      if (rankOf(one, fit) <= topK) inTop[i]!++
    })
  }
  return placed.map((_, i) => ({ keeps: kept[i]! / draws, staysInTop: inTop[i]! / draws, draws }))
}

/**
 * Points the household would gain, net of prices, by the best other place. An integer plan may give a household slightly
 * less than its best at these prices; what it gives up at the expected facts is allowed in every draw.
 */
const regret = ({ household, place, price }: PlacedHousehold, fit: Float64Array): number => {
  let best = Number.NEGATIVE_INFINITY
  for (let other = 0; other < fit.length; other++) {
    if (household.eligibility.state[other]! >= 0) best = Math.max(best, fit[other]! - price[other]!)
  }
  return best - (fit[place]! - price[place]!)
}

const rankOf = ({ household, place }: PlacedHousehold, fit: Float64Array): number => {
  let rank = 1
  for (let other = 0; other < fit.length; other++) {
    if (household.eligibility.state[other]! >= 0 && fit[other]! > fit[place]!) rank++
  }
  return rank
}
