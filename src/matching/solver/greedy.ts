/**
 * A first plan that keeps every hard row: the largest households first, linked ones as one party, each to the best place
 * left. It proves nothing and is often far from best; it gives the exact methods something to beat and to fall back on.
 */
import type { Choices } from "../instance/choices.ts"
import { type Assignment, unplaced } from "../instance/Instance.ts"
import type { Objective } from "../instance/objectives.ts"
import { Draft } from "./Draft.ts"

/** Linked sets, and everybody else alone. */
function partiesOf(choices: Choices): ReadonlyArray<ReadonlyArray<number>> {
  const { households, linked } = choices.instance
  const inSet = new Set(linked.flatMap((set) => [...set]))
  return [...linked.map((set) => [...set]), ...households.flatMap((_, h) => (inSet.has(h) ? [] : [[h]]))]
}

/** Share of the whole capacity that a household would use, in its tightest dimension. */
function bulkOf(choices: Choices): Float64Array {
  const { capacity, demand, dimensions, persons } = choices.instance
  const width = dimensions.length
  const whole = new Float64Array(width)
  for (let at = 0; at < capacity.length; at++) whole[at % width]! += capacity[at]!
  return Float64Array.from(persons, (_, h) =>
    whole.reduce((most, places, d) => Math.max(most, places === 0 ? 0 : demand[h * width + d]! / places), 0)
  )
}

interface Placing {
  readonly h: number
  readonly m: number
}

/** Best place left for each member inside one region, one after the other; undefined when somebody finds none. */
function placeWithin(
  choices: Choices,
  draft: Draft,
  party: ReadonlyArray<number>,
  net: Float64Array,
  region: number | undefined
): ReadonlyArray<Placing> | undefined {
  const placed: Array<Placing> = []
  for (const h of party) {
    let best = -1
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) {
      const m = choices.location[k]!
      if (region !== undefined && choices.instance.region[m] !== region) continue
      if ((best < 0 || net[k]! > net[best]!) && draft.fits(h, m)) best = k
    }
    if (best < 0) {
      for (const { h: member } of placed) draft.remove(member)
      return undefined
    }
    const m = choices.location[best]!
    draft.place(h, m)
    placed.push({ h, m })
  }
  return placed
}

const worthOf = (choices: Choices, objective: Objective, placed: ReadonlyArray<Placing>): number =>
  placed.reduce((sum, { h, m }) => {
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++)
      if (choices.location[k] === m) return sum + objective.value[k]!
    return sum
  }, 0)

/** Places a party where it is worth most, when that is worth more than leaving it unplaced. */
function placeParty(
  choices: Choices,
  draft: Draft,
  party: ReadonlyArray<number>,
  objective: Objective,
  net: Float64Array
): void {
  const first = party[0]!
  const regions =
    party.length === 1
      ? [undefined]
      : [...new Set(choices.location.subarray(choices.start[first], choices.start[first + 1]))].map(
          (m) => choices.instance.region[m]!
        )
  let best: ReadonlyArray<Placing> = []
  let most = party.reduce((sum, h) => sum + objective.unplaced[h]!, 0)
  for (const region of new Set(regions)) {
    const placed = placeWithin(choices, draft, party, net, region)
    if (placed === undefined) continue
    const worth = worthOf(choices, objective, placed)
    if (worth > most || (worth === most && best.length === 0)) [best, most] = [placed, worth]
    for (const { h } of placed) draft.remove(h)
  }
  for (const { h, m } of best) draft.place(h, m)
}

/**
 * A plan by greed. `net` ranks the choices of a household; households that `settled` already places stay there.
 * C4 holds as long as `settled` splits no linked set.
 */
export function greedyPlan(
  choices: Choices,
  objective: Objective,
  net: Float64Array,
  settled?: Assignment
): Assignment {
  const draft = new Draft(choices)
  const { lock } = choices.instance
  for (const [h, m] of settled?.entries() ?? []) if (m !== unplaced && draft.fits(h, m)) draft.place(h, m)
  const bulk = bulkOf(choices)
  const locked = (party: ReadonlyArray<number>): number => (party.some((h) => lock[h] !== unplaced) ? 1 : 0)
  const bulkOfParty = (party: ReadonlyArray<number>): number => party.reduce((sum, h) => sum + bulk[h]!, 0)
  const parties = partiesOf(choices)
    .filter((party) => party.every((h) => draft.assignment[h] === unplaced))
    .map((party) => ({ party, locked: locked(party), bulk: bulkOfParty(party) }))
    .sort((a, b) => b.locked - a.locked || b.bulk - a.bulk || a.party[0]! - b.party[0]!)
  for (const { party } of parties) placeParty(choices, draft, party, objective, net)
  return draft.assignment
}
