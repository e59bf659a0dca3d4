/**
 * Where a search may put each household: the choices nearest to its best at the prices, with what each falls short by, its
 * regret. One pass over the choices; nothing as large as the choices themselves is kept.
 */
import type { Choices } from "../instance/choices.ts"
import type { Objective, Target } from "../instance/objectives.ts"
import { lockedHouseholds, mustPlace, type Prices } from "../referee/bound.ts"
import { visitCharges } from "../referee/charges.ts"

/** Stands for staying unplaced wherever a choice is expected. */
export const noChoice = -1

export interface Candidates {
  /** The candidates of household h are those from start[h] up to start[h + 1]. */
  readonly start: Int32Array
  /** Choice of each candidate or `noChoice`, nearest first. */
  readonly choice: Int32Array
  readonly regret: Float64Array
  readonly household: Int32Array
  /** How much more regret a household may have than a single person who asks for nothing special, and still be near. */
  readonly weight: Float64Array
  /** Candidates that would use dimension d of location m: `asking` from askingStart[m·D + d] up to askingStart[m·D + d + 1]. */
  readonly askingStart: Int32Array
  readonly asking: Int32Array
}

/** The nearest few choices of one household, kept in order while they pass by. */
class Nearest {
  readonly net: Float64Array
  readonly choice: Int32Array
  readonly #tie: Uint32Array
  #count = 0
  #most = 0

  constructor(most: number) {
    this.net = new Float64Array(most)
    this.choice = new Int32Array(most)
    this.#tie = new Uint32Array(most)
  }

  get count(): number {
    return this.#count
  }

  clear(most: number): void {
    this.#count = 0
    this.#most = most
  }

  #isBehind(at: number, net: number, tie: number): boolean {
    return this.net[at]! < net || (this.net[at] === net && this.#tie[at]! > tie)
  }

  /** `tie` decides between equal net values. What is ruled out is worth −∞ and is not near to anything. */
  offer(net: number, tie: number, choice: number): void {
    if (net === Number.NEGATIVE_INFINITY) return
    if (this.#count === this.#most && !this.#isBehind(this.#count - 1, net, tie)) return
    if (this.#count < this.#most) this.#count++
    let at = this.#count - 1
    while (at > 0 && this.#isBehind(at - 1, net, tie)) {
      this.net[at] = this.net[at - 1]!
      this.choice[at] = this.choice[at - 1]!
      this.#tie[at] = this.#tie[at - 1]!
      at--
    }
    this.net[at] = net
    this.choice[at] = choice
    this.#tie[at] = tie
  }
}

/** Spreads equal households over equal locations. */
const scattered = (h: number, m: number): number => {
  const mixed = Math.imul(Math.imul(h + 1, 0x9e3779b1) ^ Math.imul(m + 1, 0x85ebca6b), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

/** At most `most` candidates for each household; all choices for members of linked sets, which have few regions to go to. */
export function candidatesOf(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  prices: Prices,
  most: number
): Candidates {
  const { instance, location, signature, start: from } = choices
  const must = mustPlace(choices, targets)
  // While the requirements are the objective, nobody has to be placed yet.
  if (objective.groupShortfall === Number.POSITIVE_INFINITY)
    for (const [h, locked] of lockedHouseholds(choices).entries()) if (locked === 1) must[h] = 1
  const linked = new Set(instance.linked.flatMap((set) => [...set]))
  const sizeOf = (h: number): number => {
    const size = from[h + 1]! - from[h]! + 1
    return linked.has(h) ? size : Math.min(size, most)
  }
  const sizes = instance.households.reduce((sum, _, h) => sum + sizeOf(h), 0)
  const start = new Int32Array(signature.length + 1)
  const choice = new Int32Array(sizes)
  const regret = new Float64Array(sizes)
  const household = new Int32Array(sizes)
  const nearest = new Nearest(instance.locations.length + 1)
  visitCharges(choices, targets, prices, (h, charge, gain) => {
    nearest.clear(sizeOf(h))
    if (must[h] === 0) nearest.offer(objective.unplaced[h]!, 0, noChoice)
    for (let k = from[h]!; k < from[h + 1]!; k++) {
      const m = location[k]!
      nearest.offer(objective.value[k]! + gain - charge[m]!, scattered(h, m), k)
    }
    const first = start[h]!
    start[h + 1] = first + nearest.count
    for (let at = 0; at < nearest.count; at++) {
      choice[first + at] = nearest.choice[at]!
      regret[first + at] = nearest.net[0]! - nearest.net[at]!
      household[first + at] = h
    }
  })
  const count = start[signature.length]!
  const found = choice.subarray(0, count)
  const owners = household.subarray(0, count)
  return {
    start,
    choice: found,
    regret: regret.subarray(0, count),
    household: owners,
    weight: weightsOf(choices),
    ...askingOf(choices, found, owners)
  }
}

/** Persons times kinds of places asked for: what is bulky or scarce moves at a higher price. */
function weightsOf({ instance }: Choices): Float64Array {
  const { demand, dimensions, persons } = instance
  const width = dimensions.length
  return Float64Array.from(persons, (count, h) => {
    let kinds = 0
    for (let d = 0; d < width; d++) if (demand[h * width + d]! > 0) kinds++
    return count * Math.max(1, kinds)
  })
}

/** The candidates by what they would use. */
function askingOf(
  { instance, location }: Choices,
  choice: Int32Array,
  household: Int32Array
): Pick<Candidates, "asking" | "askingStart"> {
  const { capacity, demand, dimensions } = instance
  const width = dimensions.length
  const askingStart = new Int32Array(capacity.length + 1)
  const each = (visit: (candidate: number, at: number) => void): void => {
    for (let candidate = 0; candidate < choice.length; candidate++) {
      const k = choice[candidate]!
      if (k === noChoice) continue
      const h = household[candidate]!
      for (let d = 0; d < width; d++) if (demand[h * width + d]! > 0) visit(candidate, location[k]! * width + d)
    }
  }
  each((_, at) => {
    askingStart[at + 1]!++
  })
  for (let at = 0; at < capacity.length; at++) askingStart[at + 1]! += askingStart[at]!
  const asking = new Int32Array(askingStart[capacity.length]!)
  const next = askingStart.slice()
  each((candidate, at) => {
    asking[next[at]!] = candidate
    next[at]!++
  })
  return { asking, askingStart }
}
