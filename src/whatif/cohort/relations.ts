/** What ties people to places: relatives and the adult's own wish about them (S19), wishes, signed contracts. */
import { addDays, type IsoDate } from "../../domain/IsoDate.ts"
import type { CompetenceEncoded, PersonEncoded } from "./encoded.ts"
import type { Geography } from "./Geography.ts"
import type { Heard } from "./hearing.ts"
import { chances, margins } from "./margins.ts"
import type { Member } from "./members.ts"
import { said } from "./provenance.ts"
import { deal, decks } from "./quota.ts"
import type { Random } from "./random.ts"
import type { Routed } from "./routes.ts"

export type TieEncoded = PersonEncoded["ties"][number]
export type WishEncoded = PersonEncoded["wishes"][number]
export type ContractEncoded = NonNullable<PersonEncoded["contract"]>

export interface Relations {
  /** Ties to a relative's municipality; ties between households of the round come with their ids (siblings). */
  readonly ties: ReadonlyMap<Member, TieEncoded>
  readonly wishes: ReadonlyMap<Member, WishEncoded>
  readonly contracts: ReadonlyMap<Member, ContractEncoded>
  /** First adults who have a brother or sister as first adult of another household of the round. */
  readonly siblings: ReadonlyMap<Member, Routed>
}

const workingAge = 62
const unskilled = "9412"

export const relationsOf = (
  households: ReadonlyArray<Routed>,
  heard: ReadonlyMap<Routed, Heard>,
  competence: ReadonlyMap<Member, CompetenceEncoded>,
  geography: Geography,
  date: IsoDate,
  random: Random
): Relations => {
  const homes = new Map(
    households.flatMap((household) => household.members.map((member) => [member, household] as const))
  )
  const adults = [...homes.keys()].filter((member) => member.role === "adult")
  const tieWish = decks(margins["tie-wish"].shares, random)
  const place = (): string => geography.town(random).code
  const stated = (member: Member) => {
    const household = homes.get(member) as Routed
    return said(
      household.route === "transfer-dossier" ? "rrf" : "stated",
      household,
      heard.get(household)?.interviewOn,
      random
    )
  }

  const ties = new Map<Member, TieEncoded>()
  for (const [member, kind] of deal(adults, margins.tie.shares, random)) {
    if (kind !== "none")
      ties.set(member, {
        kind,
        to: { _tag: "municipality", code: place() },
        wish: tieWish(),
        provenance: stated(member)
      })
  }
  const wishes = new Map<Member, WishEncoded>()
  for (const [member, kind] of deal(adults, margins.wish.shares, random)) {
    if (kind === "municipality")
      wishes.set(member, { place: { _tag: "municipality", code: place() }, provenance: stated(member) })
    if (kind === "county")
      wishes.set(member, { place: { _tag: "county", code: geography.town(random).county }, provenance: stated(member) })
  }
  const contracts = new Map<Member, ContractEncoded>()
  for (const member of adults) {
    const household = homes.get(member) as Routed
    if (household.host === undefined || member.age > workingAge || random.next() >= chances.signedContract) continue
    const signedOn = addDays(household.permitOn, random.between(0, household.waited))
    contracts.set(member, {
      municipality: random.next() < 0.6 ? household.host : place(),
      occupation: competence.get(member)?.work[0]?.occupation ?? unskilled,
      signedOn,
      startsOn: addDays(date, random.between(15, 75)),
      provenance: { source: "verified", date: signedOn }
    })
  }
  return { ties, wishes, contracts, siblings: siblingsAmong(households, random) }
}

/** A tie to a household of the round: each of the two is asked, and both wish to live near. */
export const siblingTie = (household: string, on: IsoDate): TieEncoded => ({
  kind: "sibling",
  to: { _tag: "household", id: household },
  wish: "near",
  provenance: { source: "stated", date: on }
})

/** Of one origin and about one age; minors are looked after in their own lane, self-settlers have chosen their place. */
const siblingsAmong = (households: ReadonlyArray<Routed>, random: Random): ReadonlyMap<Member, Routed> => {
  const pairs = Math.round((households.length * chances.siblingHouseholds) / 2)
  const open = random.shuffle(
    households.filter(
      ({ fixed, shape }) => shape.kind !== "minor" && shape.background === "ukraine" && fixed === undefined
    )
  )
  const siblings = new Map<Member, Routed>()
  for (let i = 0; i + 1 < open.length && siblings.size < 2 * pairs; i += 2) {
    const [one, other] = [open[i], open[i + 1]]
    const [head, otherHead] = [one?.members[0], other?.members[0]]
    if (!one || !other || !head || !otherHead || Math.abs(head.age - otherHead.age) > 15) continue
    siblings.set(head, other)
    siblings.set(otherHead, one)
  }
  return siblings
}
