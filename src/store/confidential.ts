/**
 * Takes strictly confidential households (code 6 and 7, S3) out of a round, and with them everything the rest of the
 * round says of them: choices, protected pairs, ties. What is said of them is kept beside them, for their own queue.
 */
import type { Household } from "../domain/Household.ts"
import type { HouseholdId } from "../domain/Ids.ts"
import type { Round } from "../domain/Round.ts"

type EncodedRound = typeof Round.Encoded
type EncodedHousehold = typeof Household.Encoded

/** Where the rest of the round names a household. */
export interface Mentions {
  readonly locks: EncodedRound["locks"]
  readonly forbids: EncodedRound["forbids"]
  readonly announced: EncodedRound["announced"]
  readonly protectedPairs: EncodedRound["protectedPairs"]
  readonly ties: ReadonlyArray<{
    readonly person: string
    readonly tie: EncodedHousehold["members"][number]["ties"][number]
  }>
}

export interface ConfidentialHousehold {
  readonly household: EncodedHousehold
  readonly mentions: Mentions
}

export interface SplitRound {
  /** What an ordinary round may hold. */
  readonly ordinary: EncodedRound
  readonly confidential: ReadonlyArray<ConfidentialHousehold>
}

export const splitConfidential = (round: EncodedRound, hidden: ReadonlySet<HouseholdId>): SplitRound => {
  if (hidden.size === 0) return { ordinary: round, confidential: [] }
  const isHidden = (id: string) => (hidden as ReadonlySet<string>).has(id)
  const isVisible = (choice: { readonly household: string }) => !isHidden(choice.household)
  const isTieTo = (tie: EncodedHousehold["members"][number]["ties"][number], is: (id: string) => boolean) =>
    tie.to._tag === "household" && is(tie.to.id)

  const visible = round.households.filter((household) => !isHidden(household.id))
  const withoutTies = (household: EncodedHousehold): EncodedHousehold => {
    const [first, ...others] = household.members
    const cut = (person: typeof first) => ({ ...person, ties: person.ties.filter((tie) => !isTieTo(tie, isHidden)) })
    return { ...household, members: [cut(first), ...others.map(cut)] }
  }
  const mentionsOf = (id: string): Mentions => {
    const names = (choice: { readonly household: string }) => choice.household === id
    return {
      locks: round.locks.filter(names),
      forbids: round.forbids.filter(names),
      announced: round.announced.filter(names),
      protectedPairs: round.protectedPairs.filter((pair) => pair.includes(id)),
      ties: visible
        .flatMap((household) => household.members)
        .flatMap((person) => person.ties.map((tie) => ({ person: person.id, tie })))
        .filter(({ tie }) => isTieTo(tie, (named) => named === id))
    }
  }
  return {
    ordinary: {
      ...round,
      households: visible.map(withoutTies),
      locks: round.locks.filter(isVisible),
      forbids: round.forbids.filter(isVisible),
      announced: round.announced.filter(isVisible),
      protectedPairs: round.protectedPairs.filter((pair) => !pair.some(isHidden))
    },
    confidential: round.households
      .filter((household) => isHidden(household.id))
      .map((household) => ({ household, mentions: mentionsOf(household.id) }))
  }
}
