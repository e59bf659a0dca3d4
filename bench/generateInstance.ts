/**
 * Settlement problems of any size with the features that make real ones hard: scores correlated over households and places,
 * five dimensions of capacity of which four are rare, minimum intake on some places, and a few households with one place only.
 * Everything is drawn; nothing is about real people or places.
 */
import { Result } from "effect"
import { defineInstance } from "../src/matching/instance/defineInstance.ts"
import { type Instance, ineligible } from "../src/matching/instance/Instance.ts"
import { Random } from "./random.ts"

export interface InstanceKind {
  readonly households: number
  readonly locations: number
  readonly seed: number
  /** Places per person. */
  readonly slack: number
  /** correlated: as above · equal: every pair worth the same · identical: every household the same single person · filled: minimum = capacity */
  readonly scores?: "correlated" | "equal" | "identical" | "filled"
}

const dimensions = [
  "persons",
  "unaccompanied-minor-places",
  "school-places",
  "specialist-health-places",
  "large-dwellings"
]
const sectors = 8
const sizes = [0.66, 0.11, 0.08, 0.06, 0.045, 0.023, 0.011, 0.006, 0.005]
/** Points per unit of score. */
const scale = 1_000_000

interface Place {
  readonly county: number
  readonly east: number
  readonly north: number
  readonly weight: number
  /** 0 remote … 1 central. */
  readonly centrality: number
  readonly jobs: Float64Array
  readonly hospital: number
  readonly rent: number
}

interface Household {
  readonly persons: number
  readonly demand: ReadonlyArray<number>
  readonly trades: Float64Array
  readonly education: number
  readonly likesTowns: number
  /** Index of the place it has a tie to, or -1. */
  readonly tie: number
}

const logistic = (value: number): number => 1 / (1 + Math.exp(-value))

function drawPlaces(random: Random, count: number): ReadonlyArray<Place> {
  const counties = Math.max(3, Math.round(count / 24))
  const centres = Array.from({ length: counties }, () => ({
    east: 10 * random.uniform(),
    north: 17 * random.uniform()
  }))
  return Array.from({ length: count }, () => {
    const county = random.below(counties)
    const centre = centres[county]!
    const population = Math.exp(8.6 + 1.15 * random.normal())
    const centrality = logistic(Math.log(population) - 9)
    return {
      county,
      east: centre.east + 0.8 * random.normal(),
      north: centre.north + 0.8 * random.normal(),
      weight: population ** 0.6,
      centrality,
      jobs: random.shares(sectors, 0.8),
      hospital: Math.min(1, 0.25 * random.uniform() + 0.85 * centrality),
      rent: 0.7 * centrality + 0.3 * random.uniform()
    }
  })
}

function drawDemand(random: Random, persons: number): ReadonlyArray<number> {
  const minor = persons === 1 && random.chance(0.08) ? 1 : 0
  const hasPupils = persons > 2 || (persons === 2 && random.chance(0.3))
  const pupils = hasPupils ? Math.min(persons - 1, Math.round((persons - 1.5) * 1.1 * random.uniform())) : 0
  const health = random.chance(0.05 + 0.02 * (persons - 1)) ? 1 : 0
  return [persons, minor, Math.max(0, pupils), health, persons >= 6 ? 1 : 0]
}

/** The most populous of a few places drawn: people know people in towns. */
function drawTie(random: Random, places: ReadonlyArray<Place>): number {
  const drawn = Array.from({ length: 4 }, () => random.below(places.length))
  return drawn.reduce((best, at) => (places[at]!.weight > places[best]!.weight ? at : best))
}

function drawHouseholds(random: Random, count: number, places: ReadonlyArray<Place>): ReadonlyArray<Household> {
  return Array.from({ length: count }, () => {
    const persons = 1 + random.pick(sizes)
    return {
      persons,
      demand: drawDemand(random, persons),
      trades: random.shares(sectors, 0.6, { at: random.below(sectors), by: 5 }),
      education: random.uniform(),
      likesTowns: random.uniform(),
      tie: random.chance(0.25) ? drawTie(random, places) : -1
    }
  })
}

/** Whole places by largest remainder; what all of them sum to is exact. */
function allot(total: number, weights: ReadonlyArray<number>): ReadonlyArray<number> {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (sum === 0) return weights.map(() => 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const whole = exact.map(Math.floor)
  const missing = total - whole.reduce((all, places) => all + places, 0)
  const byRemainder = exact
    .map((share, at) => ({ at, remainder: share - whole[at]! }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at)
  for (const { at } of byRemainder.slice(0, missing)) whole[at]!++
  return whole
}

/** Share of places that have any of a dimension, and places per demand, for the rare dimensions. */
const rare = [
  { share: 0.3, slack: 1.15 },
  { share: 0.9, slack: 1.25 },
  { share: 0.45, slack: 1.15 },
  { share: 0.7, slack: 1.2 }
]

function drawCapacity(
  random: Random,
  places: ReadonlyArray<Place>,
  households: ReadonlyArray<Household>,
  slack: number
): ReadonlyArray<ReadonlyArray<number>> {
  const asked = dimensions.map((_, d) => households.reduce((sum, { demand }) => sum + demand[d]!, 0))
  const persons = allot(
    Math.ceil(asked[0]! * slack),
    places.map(({ weight }) => weight)
  )
  const others = rare.map(({ share, slack: room }, at) => {
    const weights = places.map(({ centrality }, m) => (random.chance(share + 0.3 * centrality) ? persons[m]! + 0.5 : 0))
    return allot(Math.ceil(asked[at + 1]! * room + 1), weights)
  })
  return places.map((_, m) => [persons[m]!, ...others.map((all) => all[m]!)])
}

/** How much nearer a tie makes a place. */
function tieBonus(place: Place, at: number, tie: number, places: ReadonlyArray<Place>): number {
  const other = places[tie]!
  const near = Math.exp(-1.2 * Math.hypot(place.east - other.east, place.north - other.north))
  return (at === tie ? 1.6 : place.county === other.county ? 0.5 : 0) + 0.7 * near
}

function scoreOf(random: Random, household: Household, at: number, places: ReadonlyArray<Place>): number {
  const place = places[at]!
  const { demand, education, likesTowns, persons, tie, trades } = household
  const match = trades.reduce((sum, share, sector) => sum + share * place.jobs[sector]!, 0)
  const worth =
    -1.1 +
    5.5 * (match - 1 / sectors) * (0.6 + 0.4 * education) +
    1.8 * (likesTowns - 0.35) * (place.centrality - 0.5) -
    (persons > 2 ? 0.5 : 0.25) * place.rent +
    (demand[3]! > 0 ? 1.1 * (place.hospital - 0.6) : 0) +
    (tie >= 0 ? tieBonus(place, at, tie, places) : 0) +
    0.25 * (random.uniform() + random.uniform() - 1)
  return persons * Math.round(scale * logistic(worth))
}

function drawScores(
  random: Random,
  households: ReadonlyArray<Household>,
  places: ReadonlyArray<Place>,
  capacity: ReadonlyArray<ReadonlyArray<number>>,
  equal: boolean
): Float64Array {
  const score = new Float64Array(new SharedArrayBuffer(8 * households.length * places.length))
  for (const [h, household] of households.entries()) {
    const row = score.subarray(h * places.length, (h + 1) * places.length)
    for (let m = 0; m < row.length; m++) {
      const lacks = [1, 3].some((d) => household.demand[d]! > 0 && capacity[m]![d] === 0)
      const value = equal ? household.persons * (scale / 2) : scoreOf(random, household, m, places)
      row[m] = lacks || random.chance(0.004) ? ineligible : value
    }
    if (equal || !random.chance(0.01)) continue
    const only = random.below(places.length)
    if (row[only] === ineligible || capacity[only]![0]! < household.persons) continue
    for (let m = 0; m < row.length; m++) if (m !== only) row[m] = ineligible
  }
  return score
}

const id = (letter: string, at: number, digits: number): string => `${letter}${String(at + 1).padStart(digits, "0")}`

export function generateInstance({
  households,
  locations,
  scores = "correlated",
  seed,
  slack
}: InstanceKind): Instance {
  const random = new Random(seed * 1_000_003 + households * 31 + locations)
  const places = drawPlaces(random, locations)
  const drawn = drawHouseholds(random, households, places)
  const one = drawn[0]
  const people =
    scores === "identical" && one !== undefined
      ? drawn.map(() => ({ ...one, persons: 1, demand: [1, 0, 0, 0, 0], tie: -1 }))
      : drawn
  const capacity = drawCapacity(random, places, people, slack)
  const score = drawScores(random, people, places, capacity, scores === "equal" || scores === "identical")
  const defined = defineInstance({
    name: `${households}x${locations}-${scores}-s${seed}-${slack}`,
    dimensions,
    locations: capacity.map((amounts, m) => {
      const half = random.chance(0.3) ? Math.floor(0.5 * amounts[0]!) : 0
      return { id: id("M", m, 4), capacity: amounts, minimum: [scores === "filled" ? amounts[0]! : half, 0, 0, 0, 0] }
    }),
    households: people.map(({ demand, persons }, h) => ({ id: id("H", h, 6), persons, demand })),
    score,
    scale,
    levels: [{ name: "placed", weight: Float64Array.from(people, ({ persons }) => persons), scale: 1 }],
    prices: { unplacedPerPerson: scale, shortfallPerPlace: 2 * scale }
  })
  if (Result.isFailure(defined)) throw defined.failure
  return defined.success
}
