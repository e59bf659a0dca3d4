/**
 * One lane of a round as a problem: the ordinary households or the unaccompanied minors (S9), scored, with eligible
 * pairs, capacities, levels and links. Owns the step from persons and places to numbers; solving is the solver's.
 */
import type { Household, Lane } from "../domain/Household.ts"
import { pointsPerPerson } from "../domain/Points.ts"
import type { Floors, Profile } from "../domain/Profile.ts"
import type { Round } from "../domain/Round.ts"
import { isFixed } from "../domain/Route.ts"
import { boundGroups } from "./bounds.ts"
import { type Dimension, dimensionsOf } from "./capacity.ts"
import { diminishingDimensions } from "./diminishing.ts"
import { type Eligibility, eligibilityIn, type RoundRules, roundRules } from "./eligibility.ts"
import { pointsMatrix, prepareFit, type ScoredHousehold } from "./fit.ts"
import { floorCharges } from "./floors.ts"
import { type Instance, ineligible, unplaced } from "./instance/Instance.ts"
import { linkedSets } from "./links.ts"
import { parameter } from "./parameters.ts"
import { levelOf, levelScale, levelWeight, mayBeHeld, priorityLevels } from "./priority.ts"
import type { World } from "./World.ts"
import { mayBeLinked, pairsToKeep, roomBeside, type WhatStands } from "./whatStands.ts"

/** A rule that can be switched off to find its price. */
export type RuleId = "C3" | "C4" | "C5" | "C6" | "C8" | "C9" | "C9b" | "hold"

export interface LaneHousehold {
  readonly household: Household
  readonly scored: ScoredHousehold
  /** Points by place, in the order of `world.places`. */
  readonly points: Int32Array
  readonly eligibility: Eligibility
  /** Best points among places it could ever have, whatever this round's capacity. */
  readonly best: number
  /** Fits below this are declined when the household may be held (S7); 0 = never held. */
  readonly holdBelow: number
  /** Points charged at each place for what it falls short of a floor (C9, C9b); undefined where there is none. */
  readonly charges: Float64Array | undefined
}

export interface LaneProblem {
  readonly lane: Lane
  readonly world: World
  readonly round: Round
  readonly profile: Profile
  readonly dimensions: ReadonlyArray<Dimension>
  /** The households to place, in order of id. */
  readonly households: ReadonlyArray<LaneHousehold>
  /** Households with an agreed municipality: scored and explained, never optimised (S8). */
  readonly fixed: ReadonlyArray<LaneHousehold>
  readonly instance: Instance
}

const bestOf = (points: Int32Array, { everEligible }: Eligibility): number => {
  let best = 0
  for (let place = 0; place < points.length; place++) {
    if (everEligible[place] === 1 && points[place]! > best) best = points[place]!
  }
  return best
}

export const makeLane = (
  lane: Lane,
  round: Round,
  world: World,
  profile: Profile,
  without: ReadonlySet<RuleId> = new Set()
): LaneProblem => {
  const rules = roundRules(round)
  const announced = new Set(round.announced.map((one) => one.household))
  const members = round.ordinary.filter((household) => household.lane === lane).sort((a, b) => (a.id < b.id ? -1 : 1))
  const scoredHouseholds = prepareFit(world, members, profile)
  const width = world.places.length
  const matrix = pointsMatrix(scoredHouseholds, width)
  const eligibilityOf = eligibilityIn(world, rules)
  const { adult, household: whole } = profile.floors ?? {}
  const floors: Floors = {
    ...(whole !== undefined && !without.has("C9") && { household: whole }),
    ...(adult !== undefined && !without.has("C9b") && { adult })
  }
  const all = scoredHouseholds.map((scored, h): LaneHousehold => {
    const { household } = scored
    const points = matrix.subarray(h * width, (h + 1) * width)
    const eligibility = eligibilityOf(household)
    const best = bestOf(points, eligibility)
    const settled = rules.locks.has(household.id) || announced.has(household.id)
    const holdable = !without.has("hold") && !settled && mayBeHeld(household, round)
    return {
      household,
      scored,
      points,
      eligibility,
      best,
      holdBelow: holdable ? Math.ceil(parameter("holdShare") * best) : 0,
      charges: floorCharges(scored, points, eligibility.state, floors, round.date)
    }
  })
  const households = all.filter(({ household }) => !isFixed(household.route))
  const fixed = all.filter(({ household }) => isFixed(household.route))
  const toPlace = households.map(({ household }) => household)
  const soft =
    profile.diminishing === undefined || without.has("C8")
      ? []
      : diminishingDimensions(profile.diminishing, toPlace, world)
  const dimensions = [...dimensionsOf(lane), ...soft]
  return {
    lane,
    world,
    round,
    profile,
    dimensions,
    households,
    fixed,
    instance: toInstance(lane, households, dimensions, round, rules, world, without)
  }
}

/** Persons who have agreed their own settlement use places before anyone is placed (S8). */
const fixedUse = (round: Round, lane: Lane): ReadonlyMap<string, ReadonlyArray<Household>> =>
  Map.groupBy(
    round.ordinary.filter((household) => isFixed(household.route) && household.lane === lane),
    (household) => household.fixedMunicipality ?? ""
  )

/** Points where the household may be placed now and the fit is not declined; elsewhere not eligible. */
const fillScore = (score: Float64Array, { charges, eligibility, holdBelow, points }: LaneHousehold): void => {
  const { state } = eligibility
  for (let place = 0; place < score.length; place++) {
    const isOpen = state[place]! >= 0 && points[place]! >= holdBelow
    score[place] = isOpen ? points[place]! - (charges?.[place] ?? 0) : ineligible
  }
}

const toInstance = (
  lane: Lane,
  households: ReadonlyArray<LaneHousehold>,
  dimensions: ReadonlyArray<Dimension>,
  round: Round,
  rules: RoundRules,
  world: World,
  without: ReadonlySet<RuleId>
): Instance => {
  const { places } = world
  const [H, M, D] = [households.length, places.length, dimensions.length]
  const toPlace = households.map(({ household }) => household)
  const index = new Map(households.map(({ household }, h) => [household.id as string, h]))
  const fixed = fixedUse(round, lane)

  const demand = new Int32Array(H * D)
  households.forEach(({ household }, h) =>
    dimensions.forEach((one, d) => (demand[h * D + d] = one.demand(household, world)))
  )
  const total = dimensions.map((_, d) => households.reduce((sum, _household, h) => sum + demand[h * D + d]!, 0))

  const promised = Map.groupBy(
    [...rules.standing].flatMap(([id, code]) => {
      const h = index.get(id)
      return h === undefined ? [] : [{ h, code }]
    }),
    ({ code }) => code
  )
  const capacity = new Int32Array(M * D)
  const minimum = new Int32Array(M * D)
  const spare = new Int32Array(M * D)
  for (const place of places) {
    const given = rules.capacities.get(place.code)
    dimensions.forEach((one, d) => {
      const used = (fixed.get(place.code) ?? []).reduce((sum, household) => sum + one.demand(household, world), 0)
      const free = Math.max(0, (one.capacity(place, given) ?? total[d]! + used) - used)
      // What is promised is not taken back by a lower number.
      const standing = (promised.get(place.code) ?? []).reduce((sum, { h }) => sum + demand[h * D + d]!, 0)
      capacity[place.index * D + d] = Math.max(free, standing)
      spare[place.index * D + d] = Math.max(0, free - standing)
      if (!without.has("C3")) minimum[place.index * D + d] = Math.min(free, one.minimum?.(given) ?? 0)
    })
  }

  const score = new Float64Array(new SharedArrayBuffer(8 * H * M))
  households.forEach((household, h) => fillScore(score.subarray(h * M, (h + 1) * M), household))

  const regions = [...new Set(places.map((place) => place.region.id))].sort()
  const regionIndex = new Map(regions.map((id, i) => [id, i]))
  const announced = new Int32Array(H).fill(unplaced)
  for (const one of round.announced) {
    const h = index.get(one.household)
    if (h !== undefined) announced[h] = world.byCode.get(one.municipality)?.index ?? unplaced
  }
  const lock = new Int32Array(H).fill(unplaced)
  for (const [household, code] of rules.locks) {
    const h = index.get(household)
    if (h !== undefined) lock[h] = world.byCode.get(code)?.index ?? unplaced
  }
  const toIndices = (sets: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<Int32Array> =>
    sets
      .map((set) => set.flatMap((id) => index.get(id) ?? []).sort((a, b) => a - b))
      .filter((set) => set.length > 1)
      .map((set) => Int32Array.from(set))

  const stands: WhatStands = {
    regionOf: new Map(
      [...rules.standing].flatMap(([id, code]) => {
        const region = world.byCode.get(code)?.region.id
        return region === undefined ? [] : [[id, region] as const]
      })
    ),
    protectedPairs: round.protectedPairs,
    haveRoom: roomBeside({
      index,
      places,
      isHard: dimensions.map(({ surcharge }) => surcharge === undefined),
      demand,
      spare,
      score,
      lock
    })
  }

  const levels = toPlace.map((household) => levelOf(household, round))
  const weights = toPlace.map((household) => levelWeight(household, round.date))
  return {
    name: `${round.id}-${lane}`,
    dimensions: dimensions.map((one) => one.id),
    locations: places.map((place) => place.code),
    households: households.map(({ household }) => household.id),
    persons: Int32Array.from(households, ({ household }) => household.persons),
    demand,
    capacity,
    minimum,
    surcharge: Float64Array.from(dimensions, (one) => one.surcharge ?? Number.POSITIVE_INFINITY),
    score,
    scale: pointsPerPerson,
    levels: priorityLevels.map((name) => ({
      name,
      weight: Float64Array.from(weights, (weight, h) => (levels[h] === name ? weight : 0)),
      scale: levelScale
    })),
    prices: { unplaced: new Float64Array(H), unplacedPerPerson: 0, shortfall: parameter("shortfallPrice") },
    region: Int32Array.from(places, (place) => regionIndex.get(place.region.id) ?? 0),
    regions,
    linked: without.has("C4") ? [] : toIndices(linkedSets(toPlace, round.date, mayBeLinked(stands))),
    separate: without.has("C5") ? [] : toIndices(pairsToKeep(stands)),
    groups: lane === "ordinary" && !without.has("C6") ? boundGroups(round, world) : [],
    announced,
    movePrice: parameter("movePrice"),
    lock,
    forbidden: new Set()
  }
}
