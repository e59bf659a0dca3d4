/**
 * Among all optimal plans one is chosen that depends on nothing but the ids: the plan with the smallest Σ key(h, m), where
 * key is a 20-bit fingerprint of household id and location id, and staying unplaced weighs more than any location.
 */
import type { Choices } from "../instance/choices.ts"
import { Fingerprint } from "../instance/fingerprint.ts"
import { freeSurcharge, type Objective } from "../instance/objectives.ts"

const keys = 2 ** 20

export function tieBreakObjective(choices: Choices): Objective {
  const { households, locations } = choices.instance
  const value = new Float64Array(choices.location.length)
  for (const [h, household] of households.entries()) {
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) {
      value[k] = -(new Fingerprint().text(household).text(locations[choices.location[k]!]!).integer() % keys)
    }
  }
  const unplaced = new Float64Array(households.length).fill(-keys)
  const surcharge = freeSurcharge(choices.instance)
  const groupShortfall = Number.POSITIVE_INFINITY
  return { name: "tie-break", scale: 1, value, unplaced, shortfall: 0, surcharge, groupShortfall }
}
