/** A first whole plan from the shares of a relaxation: what it places whole stays, the rest comes in by price, the bulky first. */
import type { Choices } from "../instance/choices.ts"
import { unplaced } from "../instance/Instance.ts"
import { type Candidates, noChoice } from "./candidates.ts"
import type { Incumbent } from "./Incumbent.ts"
import type { Insertion } from "./insertion.ts"

/** A share that counts as whole. */
const whole = 0.99

/** Share of the whole capacity that a household would use, in its tightest dimension. */
function bulkOf({ instance }: Choices): Float64Array {
  const { capacity, demand, dimensions, persons } = instance
  const width = dimensions.length
  const total = new Float64Array(width)
  for (let at = 0; at < capacity.length; at++) total[at % width]! += capacity[at]!
  return Float64Array.from(persons, (_, h) => {
    let most = 0
    for (let d = 0; d < width; d++) if (total[d]! > 0) most = Math.max(most, demand[h * width + d]! / total[d]!)
    return most
  })
}

/** Households that the relaxation places whole take their places; a linked set only if all of it does. */
function placeWhole(incumbent: Incumbent, share: ReadonlyMap<number, number>): void {
  const { choices } = incumbent
  const wholes = Array.from(share.entries()).flatMap(([k, part]) => (part > whole ? [k] : []))
  let h = 0
  for (const k of wholes.sort((one, other) => one - other)) {
    while (choices.start[h + 1]! <= k) h++
    if (incumbent.fits(h, choices.location[k]!)) incumbent.set(h, k)
  }
  for (const set of choices.instance.linked) {
    if (set.some((h) => incumbent.plan[h] === unplaced)) for (const h of set) incumbent.set(h, noChoice)
  }
  incumbent.commit()
}

/** The first of the candidates of a set that takes all of it in and is worth it. */
function placeSet(incumbent: Incumbent, candidates: Candidates, insertion: Insertion, set: Int32Array): void {
  const first = set[0]!
  for (let at = candidates.start[first]!; at < candidates.start[first + 1]!; at++) {
    const { breach, mark, value } = incumbent
    const done = insertion.insertSet(set, at, Number.POSITIVE_INFINITY, 0)
    if (done && (incumbent.breach < breach || (incumbent.breach === breach && incumbent.value >= value))) {
      incumbent.commit()
      return
    }
    incumbent.undo(mark)
  }
}

/** Any choice with room for a household that must not stay out, dearest last. */
function placeAnywhere(incumbent: Incumbent, h: number): void {
  const { choices, objective } = incumbent
  let best = noChoice
  let most = objective.unplaced[h]!
  for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) {
    if (objective.value[k]! > most && incumbent.fits(h, choices.location[k]!)) [best, most] = [k, objective.value[k]!]
  }
  incumbent.set(h, best)
  incumbent.commit()
}

export function roundShares(
  incumbent: Incumbent,
  candidates: Candidates,
  insertion: Insertion,
  share: ReadonlyMap<number, number>
): void {
  placeWhole(incumbent, share)
  const { choices, linkedSet, plan } = incumbent
  const bulk = bulkOf(choices)
  const open = Array.from(plan.keys()).filter((h) => plan[h] === unplaced)
  for (const h of open.sort((a, b) => bulk[b]! - bulk[a]! || a - b)) {
    if (plan[h] !== unplaced) continue
    if (linkedSet[h]! >= 0) {
      const set = choices.instance.linked[linkedSet[h]!]!
      if (set[0] === h) placeSet(incumbent, candidates, insertion, set)
      continue
    }
    const { breach, mark } = incumbent
    if (insertion.settle(h, Number.POSITIVE_INFINITY, 0) && incumbent.breach <= breach) incumbent.commit()
    else {
      incumbent.undo(mark)
      placeAnywhere(incumbent, h)
    }
  }
}
