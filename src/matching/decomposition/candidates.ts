/**
 * Where a search may put each household: the choices nearest to its best at the prices, with what each falls short by, its
 * regret. One pass over the choices; nothing as large as the choices themselves is kept.
 */
import type { Choices } from "../instance/choices.ts"
import type { Objective, Target } from "../instance/objectives.ts"
import { mustPlace, type Prices } from "../referee/bound.ts"
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

  clear(most: number): void {
    this.#count = 0
    this.#most = most
  }

  #isBehind(at: number, net: number, tie: number): boolean {
    return this.net[at]! < net || (this.net[at] === net && this.#tie[at]! > tie)
  }

  /** `tie` decides between equal net values. */
  offer(net: number, tie: number, choice: number): void {
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
  const linked = new Set(instance.linked.flatMap((set) => [...set]))
  const start = new Int32Array(signature.length + 1)
  for (let h = 0; h < signature.length; h++) {
    const size = from[h + 1]! - from[h]! + 1 - must[h]!
    start[h + 1] = start[h]! + (linked.has(h) ? size : Math.min(size, most))
  }
  const choice = new Int32Array(start[signature.length]!)
  const regret = new Float64Array(choice.length)
  const household = new Int32Array(choice.length)
  const nearest = new Nearest(instance.locations.length + 1)
  visitCharges(choices, targets, prices, (h, charge, gain) => {
    const [first, last] = [start[h]!, start[h + 1]!]
    if (first === last) return
    nearest.clear(last - first)
    if (must[h] === 0) nearest.offer(objective.unplaced[h]!, 0, noChoice)
    for (let k = from[h]!; k < from[h + 1]!; k++) {
      const m = location[k]!
      nearest.offer(objective.value[k]! + gain - charge[m]!, scattered(h, m), k)
    }
    for (let at = first; at < last; at++) {
      choice[at] = nearest.choice[at - first]!
      regret[at] = nearest.net[0]! - nearest.net[at - first]!
      household[at] = h
    }
  })
  return { start, choice, regret, household, weight: weightsOf(choices), ...askingOf(choices, choice, household) }
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
