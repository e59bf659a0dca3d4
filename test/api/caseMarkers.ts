/** Rounds for the security cases: with health needs as a case wants them, and with texts planted that must not come out. */
import { Schema } from "effect"
import { Round } from "../../src/domain/Round.ts"

type Encoded = typeof Round.Encoded
type Member = Encoded["households"][number]["members"][number]
export type EncodedNeed = Member["healthNeeds"][number]

/** The round with every member as `change` makes it. */
export const withMembers = (
  round: Round,
  change: (member: Member, household: Encoded["households"][number]) => Member,
  more: Partial<Encoded> = {}
): Round => {
  const encoded = Schema.encodeSync(Round)(round)
  return Schema.decodeSync(Round)({
    ...encoded,
    ...more,
    households: encoded.households.map((household) => {
      const [first, ...others] = household.members
      return {
        ...household,
        members: [change(first, household), ...others.map((member) => change(member, household))] as const
      }
    })
  })
}

export const need = (change: Partial<EncodedNeed> = {}): EncodedNeed => ({
  service: "dialysis",
  strength: "helpful",
  complex: false,
  legalBasis: "helsepersonelloven § 22",
  provenance: { source: "stated", date: "2024-10-01" },
  ...change
})

export const released: NonNullable<EncodedNeed["release"]> = {
  releasedBy: "person",
  scope: "settlement-and-municipality",
  releasedOn: "2024-10-01"
}
