/**
 * A plan mended after a change: whoever can no longer stay leaves, is settled again where the prices say it costs least, and
 * the neighbourhood is improved. Households that the change does not touch stay where they are unless moving them gains.
 */
import { choiceOf } from "../instance/choices.ts"
import { type Assignment, isHard, unplaced } from "../instance/Instance.ts"
import { seededStream } from "../seed.ts"
import { anneal, nearAt } from "./annealing.ts"
import { type Candidates, candidatesOf, noChoice } from "./candidates.ts"
import { Incumbent } from "./Incumbent.ts"
import { Insertion } from "./insertion.ts"
import { Proposals } from "./proposals.ts"
import type { Relaxation } from "./Relaxation.ts"
import type { SearchAnswer, SearchRequest } from "./searchPlan.ts"

const candidatesEach = 8
/** First temperature of the improvement, as a share of the distance a household has to the bound: close to none. */
const heat = 0.3

/** The plan without the placements that are ruled out now. */
function stillOpen({ choices, objective, start }: SearchRequest): Assignment {
  return start.map((m, h) => {
    const k = m === unplaced ? -1 : choiceOf(choices, h, m)
    return k >= 0 && objective.value[k]! > Number.NEGATIVE_INFINITY ? m : unplaced
  })
}

/** Takes households out of a location that holds too many, those that lose least by leaving first; answers who left. */
function makeFit(incumbent: Incumbent, insertion: Insertion, m: number, stays = -1): ReadonlyArray<number> {
  const { capacity, demand, dimensions, surcharge } = incumbent.choices.instance
  const width = dimensions.length
  const left: Array<number> = []
  for (let d = 0; d < width; d++) {
    const at = m * width + d
    while (isHard(surcharge[d]!) && incumbent.load[at]! > capacity[at]!) {
      const leaving = [...incumbent.members[m]!]
        .filter((h) => h !== stays && demand[h * width + d]! > 0)
        .sort((a, b) => insertion.regretNow(b) - insertion.regretNow(a) || a - b)[0]
      if (leaving === undefined) return left
      incumbent.set(leaving, noChoice)
      left.push(leaving)
    }
  }
  return left
}

/** Settles a household by a move that breaks nothing more; false when there is none. */
function settle(incumbent: Incumbent, insertion: Insertion, h: number): boolean {
  const { breach, mark, value } = incumbent
  const done = insertion.settle(h, Number.POSITIVE_INFINITY, 0)
  const isGood = done && (incumbent.breach < breach || (incumbent.breach === breach && incumbent.value >= value))
  if (isGood) incumbent.commit()
  else incumbent.undo(mark)
  return isGood
}

/** Places a household that must be placed where it has to be, whoever has to leave for it. */
function force(incumbent: Incumbent, insertion: Insertion, { choice, start }: Candidates, h: number): void {
  const k = choice[start[h]!]
  if (k === undefined || k === noChoice || start[h] === start[h + 1]) return
  incumbent.set(h, k)
  const left = makeFit(incumbent, insertion, incumbent.plan[h]!, h)
  incumbent.commit()
  for (const other of largestFirst(incumbent, left)) settle(incumbent, insertion, other)
}

function largestFirst({ choices }: Incumbent, households: ReadonlyArray<number>): ReadonlyArray<number> {
  const { persons } = choices.instance
  return [...households].sort((a, b) => persons[b]! - persons[a]! || a - b)
}

/** Settles who is nowhere, the largest first. Where a hard row still wants somebody placed, others make room for it. */
function settleHomeless(
  incumbent: Incumbent,
  insertion: Insertion,
  candidates: Candidates,
  homeless: ReadonlyArray<number>
): void {
  for (const h of largestFirst(incumbent, homeless)) {
    if (settle(incumbent, insertion, h) || incumbent.breach === 0) continue
    force(incumbent, insertion, candidates, h)
  }
}

function improve(
  incumbent: Incumbent,
  candidates: Candidates,
  insertion: Insertion,
  { prices }: Relaxation,
  { bound, moves, seed, start, timeLeftMs }: SearchRequest,
  keep: () => void
): number {
  const random = seededStream(seed)
  const temperature = (heat * Math.max(0, bound - incumbent.value)) / start.length
  const proposals = new Proposals(incumbent, candidates, insertion, prices, nearAt(temperature), random)
  const pause = (): boolean => {
    keep()
    return timeLeftMs() <= 0
  }
  return anneal(incumbent, candidates, insertion, proposals, { moves, temperature, pause }, random)
}

/** `request.start` is the plan before the change; the answer has value −∞ when no plan that keeps every row was found. */
export function repairPlan(request: SearchRequest, relaxation: Relaxation): SearchAnswer {
  const { choices, objective, seed, start, targets } = request
  const candidates = candidatesOf(choices, objective, targets, relaxation.prices, candidatesEach)
  const incumbent = new Incumbent(choices, objective, targets)
  const insertion = new Insertion(incumbent, candidates, relaxation.prices, seededStream(seed))
  const before = stillOpen(request)
  incumbent.adopt(before)
  for (const m of choices.instance.locations.keys()) makeFit(incumbent, insertion, m)
  incumbent.commit()
  const { lock } = choices.instance
  const homeless = [...start.keys()].filter(
    (h) => incumbent.plan[h] === unplaced && (start[h] !== unplaced || lock[h] !== unplaced)
  )
  settleHomeless(incumbent, insertion, candidates, homeless)
  let plan = incumbent.plan.slice()
  let value = incumbent.breach === 0 ? incumbent.value : Number.NEGATIVE_INFINITY
  const keep = (): void => {
    if (incumbent.breach > 0 || incumbent.value <= value) return
    plan = incumbent.plan.slice()
    value = incumbent.value
  }
  const moves = improve(incumbent, candidates, insertion, relaxation, request, keep)
  return { plan, value, moves }
}
