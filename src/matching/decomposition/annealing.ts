/**
 * Annealing over compound moves: a move that gains is kept, one that loses a little is kept the more rarely the more it loses
 * and the later it comes. Hard rows never get worse; while some are broken, mending them comes before value.
 */

import type { Candidates } from "./candidates.ts"
import type { Incumbent } from "./Incumbent.ts"
import type { Insertion } from "./insertion.ts"
import type { Proposals } from "./proposals.ts"

/** The last temperature as a share of the first. */
const cooling = 0.02
/** Noise in the choice of who leaves and where to, as a share of the temperature. */
const whim = 0.5
/** Candidates with more regret than this many temperatures are not near. */
const nearness = 8
/** Moves between two looks at the clock, and at the households with regret. */
const tick = 256
const round = 4096

interface Schedule {
  readonly moves: number
  /** Loss, in units of the objective, that is accepted about every third time at the beginning. */
  readonly temperature: number
  /** Called every so often, and at the end; true ends the search. */
  readonly pause: () => boolean
}

/** Regret up to which candidates are near at a temperature. */
export const nearAt = (temperature: number): number => nearness * temperature

/** One move; true when it stays. */
function attempt(
  incumbent: Incumbent,
  candidates: Candidates,
  insertion: Insertion,
  candidate: number,
  allowance: number,
  heat: number
): boolean {
  const { breach, choices, linkedSet, mark, plan, value } = incumbent
  const h = candidates.household[candidate]!
  const k = candidates.choice[candidate]!
  const set = linkedSet[h]!
  const { linked, region } = choices.instance
  const isAway = set >= 0 && (k < 0 || plan[h]! < 0 || region[choices.location[k]!] !== region[plan[h]!])
  const patience = breach > 0 ? Number.POSITIVE_INFINITY : allowance
  const done = isAway
    ? insertion.insertSet(linked[set]!, candidate, patience, heat)
    : insertion.insert(candidate, patience, heat)
  const { breach: left, value: reached } = incumbent
  if (done && (left < breach || (left === breach && reached >= value - allowance))) {
    incumbent.commit()
    return true
  }
  incumbent.undo(mark)
  return false
}

/** Moves made; the incumbent is where the search ended, not where it was best. */
export function anneal(
  incumbent: Incumbent,
  candidates: Candidates,
  insertion: Insertion,
  proposals: Proposals,
  { moves, pause, temperature }: Schedule,
  random: () => number
): number {
  let heat = temperature
  for (let move = 0; move < moves; move++) {
    if (move % tick === 0) {
      heat = temperature * cooling ** (move / moves)
      if (move % round === 0) proposals.refresh(nearAt(heat))
      if (pause()) return move
    }
    const candidate = proposals.next()
    if (candidate < 0) return move
    if (candidates.choice[candidate] === incumbent.choice[candidates.household[candidate]!]) continue
    attempt(incumbent, candidates, insertion, candidate, -heat * Math.log(1 - random()), heat * whim)
  }
  pause()
  return moves
}
