/**
 * Ties to people in Norway or in the round (S19). Only the relative's municipality is stored, never the relative.
 * Each adult is asked alone whether to live near; the answer is never shown to other members.
 */
import { Schema } from "effect"
import { HouseholdId } from "./Ids.ts"
import { MunicipalityCode } from "./MunicipalityCode.ts"
import { Provenance } from "./Provenance.ts"

export const TieKind = Schema.Literals(["spouse", "parent-child", "sibling", "other"]).annotate({
  identifier: "TieKind"
})
export type TieKind = typeof TieKind.Type

export const TieWish = Schema.Literals(["near", "no-wish", "not-near"]).annotate({ identifier: "TieWish" })
export type TieWish = typeof TieWish.Type

export const Tie = Schema.Struct({
  kind: TieKind,
  to: Schema.Union([
    Schema.TaggedStruct("municipality", { code: MunicipalityCode }),
    Schema.TaggedStruct("household", { id: HouseholdId })
  ]).annotate({ description: "The relative's municipality, or another household of the round" }),
  wish: TieWish,
  provenance: Provenance
}).annotate({ identifier: "Tie" })
export type Tie = typeof Tie.Type
