/**
 * What a yes must confirm (S5): what is asked, as computed from the request, and what the municipality says. Facts about
 * dwellings, school places and services; never about persons. What is asked and what is said have the same `_tag`.
 */
import { Schema } from "effect"
import { CareForm } from "../../domain/CareForm.ts"
import { IsoDate } from "../../domain/IsoDate.ts"
import { ServiceClass } from "../../domain/Need.ts"

const Rooms = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 30 }))
const Places = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 30 }))

export const RequiredConfirmation = Schema.Union([
  Schema.TaggedStruct("dwelling", {
    rooms: Rooms.annotate({ description: "Rooms at least, besides kitchen and bath" }),
    stepFree: Schema.Boolean,
    by: IsoDate.annotateKey({ description: "Available on this day at the latest" })
  }),
  Schema.TaggedStruct("same-age-place", { places: Places }),
  Schema.TaggedStruct("care-form", { form: CareForm, places: Places }),
  Schema.TaggedStruct("service", { service: ServiceClass, by: IsoDate })
]).annotate({ identifier: "RequiredConfirmation" })
export type RequiredConfirmation = typeof RequiredConfirmation.Type

export const Confirmation = Schema.Union([
  Schema.TaggedStruct("dwelling", { rooms: Rooms, stepFree: Schema.Boolean, availableFrom: IsoDate }),
  Schema.TaggedStruct("same-age-place", {
    places: Places,
    offer: Schema.Literals(["upper-secondary", "introductory-class", "combination-class"]),
    access: Schema.Literals(["daily-travel", "supported-lodging"])
  }),
  Schema.TaggedStruct("care-form", { form: CareForm, places: Places }),
  Schema.TaggedStruct("service", { service: ServiceClass, availableFrom: IsoDate })
]).annotate({ identifier: "Confirmation" })
export type Confirmation = typeof Confirmation.Type

export const confirmationKinds = ["dwelling", "same-age-place", "care-form", "service"] as const
export type ConfirmationKind = (typeof confirmationKinds)[number]
