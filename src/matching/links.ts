/**
 * Households that belong together (C4): spouse, and parent with minor child, in the same commuting region unless one of
 * them says not near (S19). Other ties are soft and never bind.
 */
import type { Household } from "../domain/Household.ts"
import type { HouseholdId } from "../domain/Ids.ts"
import type { Tie } from "../domain/Tie.ts"

const binding = (tie: Tie): boolean => tie.kind === "spouse" || tie.kind === "parent-child"

const tiesTo = (household: Household, other: HouseholdId): ReadonlyArray<Tie> =>
  household.members.flatMap((member) => member.ties.filter((tie) => tie.to._tag === "household" && tie.to.id === other))

/** Nobody on either side has said not near. */
const accepted = (a: Household, b: Household): boolean =>
  [...tiesTo(a, b.id), ...tiesTo(b, a.id)].every((tie) => tie.wish !== "not-near")

/** Disjoint sets of household ids, each sorted; ties to households outside the list are left alone. */
export const linkedSets = (households: ReadonlyArray<Household>): ReadonlyArray<ReadonlyArray<string>> => {
  const byId = new Map(households.map((household) => [household.id, household]))
  const root = new Map<string, string>(households.map((household) => [household.id, household.id]))
  const find = (id: string): string => {
    const parent = root.get(id) ?? id
    return parent === id ? id : find(parent)
  }
  for (const household of households) {
    for (const tie of household.members.flatMap((member) => member.ties)) {
      if (tie.to._tag !== "household" || !binding(tie)) continue
      const other = byId.get(tie.to.id)
      if (other !== undefined && accepted(household, other)) root.set(find(other.id), find(household.id))
    }
  }
  const sets = Map.groupBy(
    households.map((household) => household.id as string),
    find
  )
  return [...sets.values()].filter((set) => set.length > 1).map((set) => [...set].sort())
}
