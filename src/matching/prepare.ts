/** From files to the two lanes of a round, scored: ordinary households and unaccompanied minors. Pure and repeatable. */
import type { Lane } from "../domain/Household.ts"
import type { MunicipalityFile } from "../domain/Municipality.ts"
import type { Profile } from "../domain/Profile.ts"
import { type PairChoice, Round } from "../domain/Round.ts"
import { type LaneProblem, makeLane, type RuleId } from "./lane.ts"
import { charged, type LaterPrices } from "./lookahead/laterCharges.ts"
import { minorsProfile, standardProfile } from "./profiles.ts"
import { makeWorld, type World } from "./World.ts"

export interface RoundInput {
  readonly file: MunicipalityFile
  readonly round: Round
  /** Replaces the shipped profile of its lane. */
  readonly profile?: Profile | undefined
  /** What places are worth to households still to come, which the round is charged; absent: nothing is kept for them. */
  readonly later?: LaterPrices | undefined
}

export interface PreparedRound {
  readonly input: RoundInput
  readonly world: World
  readonly lanes: ReadonlyArray<LaneProblem>
}

const lanes: ReadonlyArray<Lane> = ["ordinary", "minors"]

const profileFor = (lane: Lane, own: Profile | undefined): Profile =>
  own?.lane === lane ? own : lane === "minors" ? minorsProfile : standardProfile

/** `without` leaves rules out, to find their price. */
export const prepareRound = (input: RoundInput, without: ReadonlySet<RuleId> = new Set()): PreparedRound => {
  const world = makeWorld(input.file, input.round)
  return {
    input,
    world,
    lanes: lanes.map((lane) => {
      const problem = makeLane(lane, input.round, world, profileFor(lane, input.profile), without)
      const prices = input.later?.get(lane)
      return prices === undefined ? problem : charged(problem, prices)
    })
  }
}

/** The round with further locks and forbids. A new lock replaces an older one of the same household. */
export const withChoices = (
  round: Round,
  locks: ReadonlyArray<PairChoice>,
  forbids: ReadonlyArray<PairChoice> = []
): Round => {
  const relocked = new Set(locks.map((lock) => lock.household))
  return new Round({
    ...round,
    locks: [...round.locks.filter((lock) => !relocked.has(lock.household)), ...locks],
    forbids: [...round.forbids, ...forbids]
  })
}
