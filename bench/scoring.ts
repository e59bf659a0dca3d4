/**
 * Scoring at the size of a year: every criterion for 20 000 made-up households in 357 real municipalities. Owns the time and
 * memory of the way from a decoded round to the instances; every size is checked against the explanations of single pairs.
 */
import { readFile } from "node:fs/promises"
import { Schema } from "effect"
import type { Lane } from "../src/domain/Household.ts"
import { IsoDate } from "../src/domain/IsoDate.ts"
import { MunicipalityFile } from "../src/domain/Municipality.ts"
import { Round } from "../src/domain/Round.ts"
import { bestPlaces } from "../src/matching/bestPlaces.ts"
import { fitAt, pointsMatrix, prepareFit } from "../src/matching/fit.ts"
import { fingerprintOf } from "../src/matching/instance/fingerprint.ts"
import { type PreparedRound, prepareRound, type RoundInput } from "../src/matching/prepare.ts"
import { minorsProfile, standardProfile } from "../src/matching/profiles.ts"
import { seededStream } from "../src/matching/seed.ts"
import { makeWorld, type World } from "../src/matching/World.ts"
import { generateCohort } from "../src/whatif/cohort/generate.ts"
import type { Bench, BenchOptions, Row } from "./main.ts"
import { median, peakMB, rounded } from "./measure.ts"

const [seed, runs, checkedPairs, candidates] = [7, 3, 200, 5]
/** Persons asked of the generator for each household wanted: a little more than there are. */
const personsPerHousehold = 1.95
const requestedFor = 2024

const municipalities = async (): Promise<MunicipalityFile> =>
  Schema.decodeUnknownSync(MunicipalityFile)(
    JSON.parse(await readFile(new URL("../fixtures/norway/municipalities.json", import.meta.url), "utf8"))
  )

/** Ties to households beyond the last one kept lead nowhere and bind nobody. */
const roundOf = (file: MunicipalityFile, households: number): Round => {
  const { round } = generateCohort({
    persons: Math.ceil(households * personsPerHousehold) + 50,
    seed,
    date: IsoDate.make("2024-11-29"),
    nextRound: IsoDate.make("2024-12-20"),
    municipalities: file.municipalities,
    requestedFor
  })
  if (round.households.length < households) throw new Error(`Only ${round.households.length} households were generated`)
  return Schema.decodeUnknownSync(Round)({ ...round, households: round.households.slice(0, households) })
}

const profiles = { ordinary: standardProfile, minors: minorsProfile }

const scoreLane = (lane: Lane, round: Round, world: World): Int32Array => {
  const households = round.ordinary.filter((household) => household.lane === lane)
  return pointsMatrix(prepareFit(world, households, profiles[lane]), world.places.length)
}

const secondsOf = (work: () => unknown): number => {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

const medianSeconds = (work: () => unknown): number =>
  rounded(median(Array.from({ length: runs }, () => secondsOf(work))))

const residentMB = (): number => Math.round(process.memoryUsage.rss() / 2 ** 20)

const everybody = ({ lanes }: PreparedRound) => lanes.flatMap((lane) => [...lane.households, ...lane.fixed])

/** Pairs, drawn by seed, whose points are not what their explanation adds up to. */
const wronglyExplained = (prepared: PreparedRound): ReadonlyArray<string> => {
  const [uniform, all] = [seededStream(seed), everybody(prepared)]
  return Array.from({ length: checkedPairs }, () => {
    const household = all[Math.floor(uniform() * all.length)]!
    const place = prepared.world.places[Math.floor(uniform() * prepared.world.places.length)]!
    const explained = fitAt(household.scored, place, prepared.world).points
    const points = household.points[place.index]
    return points === explained
      ? []
      : [`${household.household.id} in ${place.code} has ${points} points, explained as ${explained}.`]
  }).flat()
}

const fingerprints = ({ lanes }: PreparedRound): string =>
  lanes.map(({ instance }) => fingerprintOf(instance)).join(" ")

const wrongIn = (prepared: PreparedRound): ReadonlyArray<string> => {
  const again = fingerprints(prepareRound(prepared.input)) === fingerprints(prepared)
  return [...wronglyExplained(prepared), ...(again ? [] : ["A second preparation gave another instance."])]
}

/** Seconds are medians: all points · the best few municipalities of everybody · from the decoded round to its instances. */
const measure = (input: RoundInput): Bench => {
  const { file, round } = input
  const world = makeWorld(file, round)
  const before = residentMB()
  const prepared = prepareRound(input)
  const after = residentMB()
  const all = everybody(prepared)
  const row: Row = {
    households: all.length,
    persons: all.reduce((sum, one) => sum + one.household.persons, 0),
    municipalities: world.places.length,
    "eligible pairs": all.reduce((sum, { eligibility }) => sum + eligibility.state.filter((one) => one >= 0).length, 0),
    "scoring s": medianSeconds(() => [scoreLane("ordinary", round, world), scoreLane("minors", round, world)]),
    [`best ${candidates} s`]: medianSeconds(() => all.map((household) => bestPlaces(household, candidates))),
    "preparation s": medianSeconds(() => prepareRound(input)),
    "MB before": before,
    "MB after": after,
    "MB peak": peakMB()
  }
  return { rows: [row], wrong: wrongIn(prepared) }
}

/** With `full` at a sixteenth and a quarter of the households as well, to see how time grows. */
export const benchScoring = async ({
  full,
  households = 20_000
}: BenchOptions & { readonly households?: number }): Promise<Bench> => {
  const file = await municipalities()
  const sizes = full ? [Math.ceil(households / 16), Math.ceil(households / 4), households] : [households]
  const benches = sizes.map((size) => measure({ file, round: roundOf(file, size) }))
  return { rows: benches.flatMap((one) => one.rows), wrong: benches.flatMap((one) => one.wrong) }
}
