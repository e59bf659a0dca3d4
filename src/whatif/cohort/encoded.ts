/** Shapes of a round file before it is decoded: what the generator writes and the comparison reads. */
import type { Round } from "../../domain/Round.ts"

export type RoundEncoded = typeof Round.Encoded
export type CapacityEncoded = RoundEncoded["capacities"][number]
export type HouseholdEncoded = RoundEncoded["households"][number]
export type PersonEncoded = HouseholdEncoded["members"][number]
export type CompetenceEncoded = NonNullable<PersonEncoded["competence"]>
