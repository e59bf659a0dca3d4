/** Ids of households, persons, rounds and profiles. Opaque: they carry no meaning and no personal data. */
import { Schema } from "effect"

const id = (identifier: string, example: string) =>
  Schema.String.check(Schema.isPattern(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u)).annotate({
    identifier,
    examples: [example]
  })

export const HouseholdId = id("HouseholdId", "H-0001").pipe(Schema.brand("HouseholdId"))
export type HouseholdId = typeof HouseholdId.Type
export const PersonId = id("PersonId", "P-0001").pipe(Schema.brand("PersonId"))
export type PersonId = typeof PersonId.Type
export const RoundId = id("RoundId", "demo-2024-48").pipe(Schema.brand("RoundId"))
export type RoundId = typeof RoundId.Type
export const ProfileId = id("ProfileId", "standard").pipe(Schema.brand("ProfileId"))
export type ProfileId = typeof ProfileId.Type
