/** What a rule maximises, as a list in order: each objective is fixed at its optimum before the next is looked at (O1, O2). */
import { type Choices, choiceOf } from "./choices.ts"
import { type Assignment, type Instance, isHard, type Level, unplaced } from "./Instance.ts"

/**
 * place-first: every level of placing in order, then the score · max-score: the score, unplaced and shortfall cost nothing ·
 * priced: score less the prices of unplaced persons and of places below a minimum.
 */
export const rules = ["place-first", "max-score", "priced"] as const
export type Rule = (typeof rules)[number]

/** Σ value of the choices taken + Σ unplaced of the rest − shortfall × places below a minimum, all in units of 1/scale. */
export interface Objective {
  readonly name: string
  readonly scale: number
  /** Value of each choice. */
  readonly value: Float64Array
  /** Value of leaving each household unplaced. */
  readonly unplaced: Float64Array
  /** Price of a place below a minimum; 0 leaves the minimums out. */
  readonly shortfall: number
  /** Price of a place of each dimension used above its capacity (C8); Infinity where the capacity is hard. */
  readonly surcharge: Float64Array
  /** Price of a person below the minimum of a group; Infinity makes the minimum hard (C6). */
  readonly groupShortfall: number
}

/** An objective already fixed: plans must reach `value` on it. */
export interface Target {
  readonly objective: Objective
  readonly value: number
  /** The value is the most that could ever be reached: every household that counts in it must be placed. */
  readonly full: boolean
}

/** Of an objective to which it makes no difference how far a soft capacity is exceeded. */
export const freeSurcharge = ({ surcharge }: Instance): Float64Array =>
  surcharge.map((price) => (isHard(price) ? price : 0))

/** An objective without the values of its choices: all that can be said of it without a list of pairs. */
export type ObjectiveTerms = Omit<Objective, "value">

/** O1: nothing but the households placed counts. */
const placingTerms = (instance: Instance, { name, scale }: Pick<Level, "name" | "scale">): ObjectiveTerms => ({
  name,
  scale,
  unplaced: new Float64Array(instance.households.length),
  shortfall: 0,
  surcharge: freeSurcharge(instance),
  groupShortfall: Number.POSITIVE_INFINITY
})

/** O2: the score, less what the rule charges. A household that leaves its announced location pays the move price. */
function scoreTerms(instance: Instance, rule: Rule): ObjectiveTerms {
  const { announced, movePrice, prices, scale, surcharge } = instance
  return {
    name: "score",
    scale,
    unplaced: Float64Array.from(announced, (m, h) => {
      const away = m === unplaced ? 0 : movePrice
      return -away - (rule === "priced" ? (prices?.unplaced[h] ?? 0) : 0)
    }),
    shortfall: rule === "max-score" ? 0 : (prices?.shortfall ?? 0),
    surcharge,
    groupShortfall: Number.POSITIVE_INFINITY
  }
}

/** The objectives of a rule without their values, most important first; the last is always the score. */
export function termsOf(instance: Instance, rule: Rule): ReadonlyArray<ObjectiveTerms> {
  const score = scoreTerms(instance, rule)
  return rule === "place-first" ? [...instance.levels.map((level) => placingTerms(instance, level)), score] : [score]
}

/** Every choice of a household is worth the same. */
function valuesByHousehold({ location, start }: Choices, weight: Float64Array): Float64Array {
  const value = new Float64Array(location.length)
  for (let h = 0; h < weight.length; h++) value.fill(weight[h]!, start[h], start[h + 1])
  return value
}

function scoreValues({ instance, location, start }: Choices): Float64Array {
  const { announced, locations, movePrice, score } = instance
  const value = new Float64Array(location.length)
  for (let h = 0; h < announced.length; h++) {
    const row = h * locations.length
    const away = announced[h] === unplaced ? 0 : movePrice
    for (let k = start[h]!; k < start[h + 1]!; k++) value[k] = score[row + location[k]!]! - away
    const stays = choiceOf({ location, start }, h, announced[h]!)
    if (stays >= 0) value[stays]! += away
  }
  return value
}

export const requirements = "requirements"

/** What must hold before anything is worth maximising: locked households placed, group minimums met. Its optimum is known. */
export function requirementObjective(choices: Choices): Objective {
  const weight = Float64Array.from(choices.instance.lock, (m) => (m === unplaced ? 0 : 1))
  const terms = placingTerms(choices.instance, { name: requirements, scale: 1 })
  return { ...terms, groupShortfall: 1, value: valuesByHousehold(choices, weight) }
}

/** The objectives of a rule, most important first; the last is always the score. */
export function objectivesOf(choices: Choices, rule: Rule): ReadonlyArray<Objective> {
  return termsOf(choices.instance, rule).map((terms, at, all): Objective => {
    const level = at < all.length - 1 ? choices.instance.levels[at] : undefined
    return { ...terms, value: level === undefined ? scoreValues(choices) : valuesByHousehold(choices, level.weight) }
  })
}

/** The most the placing part of an objective could ever reach: every household with a choice takes its best. */
export function ceilingOf(choices: Choices, objective: Objective): number {
  let total = 0
  for (let h = 0; h < objective.unplaced.length; h++) {
    let best = objective.unplaced[h]!
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) best = Math.max(best, objective.value[k]!)
    total += best
  }
  return total
}

/** Places used at [m·D + d]. */
export function usedPlaces(choices: Choices, assignment: Assignment): Int32Array {
  const { demand, dimensions, capacity } = choices.instance
  const width = dimensions.length
  const used = new Int32Array(capacity.length)
  for (let h = 0; h < assignment.length; h++) {
    const m = assignment[h]!
    if (m === unplaced) continue
    for (let d = 0; d < width; d++) used[m * width + d]! += demand[h * width + d]!
  }
  return used
}

/** The exact value of a plan that uses choices only. */
export function valueOf(choices: Choices, objective: Objective, assignment: Assignment): number {
  const { instance } = choices
  let total = 0
  for (let h = 0; h < assignment.length; h++) {
    const m = assignment[h]!
    total += m === unplaced ? objective.unplaced[h]! : objective.value[choiceOf(choices, h, m)]!
  }
  const isCharged = objective.surcharge.map((price) => (price > 0 && !isHard(price) ? price : 0))
  if (objective.shortfall > 0 || isCharged.some((price) => price > 0)) {
    const used = usedPlaces(choices, assignment)
    for (let at = 0; at < used.length; at++) {
      total -= objective.shortfall * Math.max(0, instance.minimum[at]! - used[at]!)
      total -= isCharged[at % isCharged.length]! * Math.max(0, used[at]! - instance.capacity[at]!)
    }
  }
  if (Number.isFinite(objective.groupShortfall)) {
    for (const group of instance.groups)
      total -= objective.groupShortfall * Math.max(0, group.min - personsIn(choices, group.locations, assignment))
  }
  return total
}

/** Persons placed in any of the locations. */
export function personsIn(choices: Choices, locations: Int32Array, assignment: Assignment): number {
  const inside = new Set(locations)
  let persons = 0
  for (let h = 0; h < assignment.length; h++) if (inside.has(assignment[h]!)) persons += choices.instance.persons[h]!
  return persons
}
