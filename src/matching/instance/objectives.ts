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

function perHousehold(
  choices: Choices,
  name: string,
  scale: number,
  weight: Float64Array,
  groupShortfall: number
): Objective {
  const value = new Float64Array(choices.location.length)
  for (let h = 0; h < weight.length; h++) value.fill(weight[h]!, choices.start[h], choices.start[h + 1])
  const unplaced = new Float64Array(weight.length)
  return { name, scale, value, unplaced, shortfall: 0, surcharge: freeSurcharge(choices.instance), groupShortfall }
}

/** O1: the weight of the households placed. */
function placingObjective(choices: Choices, level: Level): Objective {
  return perHousehold(choices, level.name, level.scale, level.weight, Number.POSITIVE_INFINITY)
}

export const requirements = "requirements"

/** What must hold before anything is worth maximising: locked households placed, group minimums met. Its optimum is known. */
export function requirementObjective(choices: Choices): Objective {
  return perHousehold(
    choices,
    requirements,
    1,
    Float64Array.from(choices.instance.lock, (m) => (m === unplaced ? 0 : 1)),
    1
  )
}

/** O2: the score, less what the rule charges. A household that leaves its announced location pays the move price. */
function scoreObjective(choices: Choices, rule: Rule): Objective {
  const { instance, location, start } = choices
  const { announced, movePrice, prices, scale, score, surcharge } = instance
  const value = new Float64Array(location.length)
  const leave = new Float64Array(instance.households.length)
  for (let h = 0; h < leave.length; h++) {
    const away = announced[h] === unplaced ? 0 : movePrice
    leave[h] = -away - (rule === "priced" ? (prices?.unplaced[h] ?? 0) : 0)
    for (let k = start[h]!; k < start[h + 1]!; k++) {
      const m = location[k]!
      value[k] = score[h * instance.locations.length + m]! - (m === announced[h] ? 0 : away)
    }
  }
  const shortfall = rule === "max-score" ? 0 : (prices?.shortfall ?? 0)
  const groupShortfall = Number.POSITIVE_INFINITY
  return { name: "score", scale, value, unplaced: leave, shortfall, surcharge, groupShortfall }
}

/** The objectives of a rule, most important first; the last is always the score. */
export function objectivesOf(choices: Choices, rule: Rule): ReadonlyArray<Objective> {
  const score = scoreObjective(choices, rule)
  return rule === "place-first"
    ? [...choices.instance.levels.map((level) => placingObjective(choices, level)), score]
    : [score]
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
