/**
 * Good prices from nothing: first on a sample of households, drawn from those that use the same dimensions so that scarce
 * ones are seen, then on all, at falling temperature. What it finds is a start for the exact relaxation; nothing depends on
 * how good it is but time.
 */
import { descend } from "./descent.ts"
import { type Coupled, nearChoices } from "./nearChoices.ts"
import { SmoothedDual } from "./smoothedDual.ts"

interface Sample {
  readonly households: Int32Array
  /** Households that each one stands for. */
  readonly weight: Float64Array
}

/**
 * A stage of the search. Temperatures and reaches are parts of the spread of scores; of the most common kind of households
 * at most `sample` are looked at, and of each other kind a quarter of that.
 */
interface Stage {
  readonly sample: number
  readonly temperature: number
  readonly reach: number
  readonly tolerance: number
  readonly steps: number
  readonly conjugateSteps: number
  readonly rounds: number
}

const everybody = Number.POSITIVE_INFINITY
const anywhere = Number.POSITIVE_INFINITY
const stages: ReadonlyArray<Stage> = [
  { sample: 150, temperature: 0.15, reach: anywhere, tolerance: 0.05, steps: 8, conjugateSteps: 15, rounds: 1 },
  { sample: 300, temperature: 0.05, reach: anywhere, tolerance: 0.03, steps: 8, conjugateSteps: 20, rounds: 1 },
  { sample: 1000, temperature: 0.02, reach: 0.12, tolerance: 0.015, steps: 8, conjugateSteps: 25, rounds: 2 },
  { sample: everybody, temperature: 0.006, reach: 0.03, tolerance: 0.003, steps: 8, conjugateSteps: 40, rounds: 3 },
  { sample: everybody, temperature: 0.0015, reach: 0.01, tolerance: 0.001, steps: 12, conjugateSteps: 50, rounds: 3 }
]

/** A row that its reach stopped may go so much further in the next round; one that was not, so much less far. */
const further = 4
const calmer = 0.5

/** What a person's place is worth beyond an ordinary one, on average: the unit of temperatures and distances. */
export function spreadOf({ choices, must, objective }: Coupled): number {
  const { location, start, instance } = choices
  let [above, count, least] = [0, 0, 0]
  for (let h = 0; h < must.length; h++) {
    const [from, to] = [start[h]!, start[h + 1]!]
    if (from === to) continue
    let [sum, most] = [0, Number.NEGATIVE_INFINITY]
    for (let k = from; k < to; k++) {
      const value = objective.value[k]!
      sum += value
      if (value > most) most = value
    }
    above += (most - sum / (to - from)) / instance.persons[h]!
    least += Math.abs(most - objective.unplaced[h]!) / instance.persons[h]!
    count++
  }
  if (count === 0 || location.length === 0) return 1
  return above / count || least / count || 1
}

/** Households by kind, the kind being the dimensions they use; the largest kind first. */
function kindsOf({ choices: { instance, start } }: Coupled): ReadonlyArray<ReadonlyArray<number>> {
  const { demand, dimensions, persons } = instance
  const width = dimensions.length
  const kinds = new Map<string, Array<number>>()
  for (let h = 0; h < persons.length; h++) {
    if (start[h] === start[h + 1]) continue
    const kind = Array.from(demand.subarray(h * width, (h + 1) * width), (used) => (used > 0 ? 1 : 0)).join("")
    const known = kinds.get(kind)
    if (known === undefined) kinds.set(kind, [h])
    else known.push(h)
  }
  return [...kinds.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!)
}

/** Evenly from each kind; undefined when that is everybody. */
function sampleOf({ choices }: Coupled, kinds: ReadonlyArray<ReadonlyArray<number>>, most: number): Sample | undefined {
  if (kinds.every(({ length }, rank) => length <= (rank === 0 ? most : most / 4))) return undefined
  const households: Array<number> = []
  const weight: Array<number> = []
  const personsOf = (list: ReadonlyArray<number>): number =>
    list.reduce((sum, h) => sum + choices.instance.persons[h]!, 0)
  for (const [rank, members] of kinds.entries()) {
    const count = Math.min(members.length, rank === 0 ? most : Math.ceil(most / 4))
    const picked = Array.from({ length: count }, (_, at) => members[Math.floor((at * members.length) / count)]!)
    const each = personsOf(members) / personsOf(picked)
    for (const h of picked) {
      households.push(h)
      weight.push(each)
    }
  }
  return { households: Int32Array.from(households), weight: Float64Array.from(weight) }
}

/** Prices of the coupling rows, near the best. Ends early, with what it has, when no time is left. */
export function findPrices(coupled: Coupled, spread: number, timeLeftMs: () => number): Float64Array {
  const { choices, rows } = coupled
  const persons = choices.instance.persons.reduce((sum, count) => sum + count, 0)
  const kinds = kindsOf(coupled)
  /** How far each row may go in the next round, per person. */
  const own = new Float64Array(rows.count)
  let price: Float64Array = new Float64Array(rows.count)
  let best = { price, bound: Number.POSITIVE_INFINITY }
  for (const stage of stages) {
    const sample = sampleOf(coupled, kinds, stage.sample)
    const temperature = stage.temperature * spread
    for (let round = 0; round < stage.rounds && timeLeftMs() > 0; round++) {
      const distance = 2 * stage.reach * spread + 8 * temperature
      let near = nearChoices(coupled, price, distance, sample?.households, sample?.weight)
      if (sample === undefined && near.bound > best.bound) {
        // The choices that were near at the best prices hid better ones: less far from there.
        price = best.price
        own.fill(0)
        near = nearChoices(coupled, price, distance)
      } else if (sample === undefined) best = { price, bound: near.bound }
      const dual = new SmoothedDual(coupled, near, sample?.weight)
      const reach = own.map((distance) => Math.max(distance, stage.reach * spread))
      const limits = { ...stage, temperature, reach: reach.map((distance, row) => distance * rows.persons[row]!) }
      const found = descend(rows, dual, price, persons, limits)
      price = found.price
      for (let row = 0; row < own.length; row++) own[row] = Number.isFinite(stage.reach) ? reach[row]! * calmer : 0
      for (const row of found.stopped) own[row] = reach[row]! * further
      if (found.stopped.length === 0) break
    }
  }
  return price
}
