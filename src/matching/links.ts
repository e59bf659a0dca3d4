/**
 * Households that belong together (C4): spouse, and parent with minor child, in the same commuting region unless one of
 * them says not near (S19). Other ties are soft and never bind. No set brings together two that say not near, or those who
 * may not be linked any more: the link that would, the last in order of ids, gives way.
 */
import type { Household } from "../domain/Household.ts"
import type { HouseholdId } from "../domain/Ids.ts"
import type { IsoDate } from "../domain/IsoDate.ts"
import type { Tie } from "../domain/Tie.ts"

type Pair = readonly [Household, Household]

const hasMinor = (household: Household, on: IsoDate): boolean => household.childrenOn(on).length > 0

/** Of a parent–child tie the household is known, not the relative: it binds where either side has a minor. */
const binds = (tie: Tie, [a, b]: Pair, on: IsoDate): boolean =>
  tie.kind === "spouse" || (tie.kind === "parent-child" && (hasMinor(a, on) || hasMinor(b, on)))

const tiesTo = (household: Household, other: HouseholdId): ReadonlyArray<Tie> =>
  household.members.flatMap((member) => member.ties.filter((tie) => tie.to._tag === "household" && tie.to.id === other))

/** Nobody on either side has said not near. */
const accepted = (a: Household, b: Household): boolean =>
  [...tiesTo(a, b.id), ...tiesTo(b, a.id)].every((tie) => tie.wish !== "not-near")

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

/** Pairs that a tie binds, in order of ids; ties to households outside the list are left alone. */
const boundPairs = (households: ReadonlyArray<Household>, on: IsoDate): ReadonlyArray<Pair> => {
  const byId = new Map(households.map((household) => [household.id, household]))
  const pairs = households.flatMap((household) =>
    household.members.flatMap(({ ties }) =>
      ties.flatMap((tie): ReadonlyArray<Pair> => {
        const other = tie.to._tag === "household" ? byId.get(tie.to.id) : undefined
        if (other === undefined || !binds(tie, [household, other], on)) return []
        return [household.id < other.id ? [household, other] : [other, household]]
      })
    )
  )
  return pairs.sort(([a, b], [c, d]) => compare(a.id, c.id) || compare(b.id, d.id))
}

/** Disjoint sets of household ids, each sorted. */
export const linkedSets = (
  households: ReadonlyArray<Household>,
  on: IsoDate,
  mayBeLinked: (ids: ReadonlyArray<HouseholdId>) => boolean = () => true
): ReadonlyArray<ReadonlyArray<string>> => {
  const setOf = new Map<HouseholdId, ReadonlyArray<Household>>(
    households.map((household) => [household.id, [household]])
  )
  for (const [a, b] of boundPairs(households, on)) {
    const [left, right] = [setOf.get(a.id) ?? [], setOf.get(b.id) ?? []]
    if (left === right || !left.every((one) => right.every((other) => accepted(one, other)))) continue
    const joined = [...left, ...right]
    if (!mayBeLinked(joined.map(({ id }) => id))) continue
    for (const one of joined) setOf.set(one.id, joined)
  }
  return [...new Set(setOf.values())].filter((set) => set.length > 1).map((set) => set.map(({ id }) => id).sort())
}
