/**
 * The unit that is placed: persons who move together, with what the rules need to know of them as a group.
 * Protected households are recognised here (S3); what may be shown of them is decided elsewhere.
 */
import { Schema } from "effect"
import { CareForm } from "./CareForm.ts"
import { HouseholdId, PersonId } from "./Ids.ts"
import { daysBetween, IsoDate } from "./IsoDate.ts"
import { MunicipalityCode } from "./MunicipalityCode.ts"
import type { HousingNeed } from "./Need.ts"
import { Person } from "./Person.ts"
import { Provenance } from "./Provenance.ts"
import { Route } from "./Route.ts"

/** `strictly-confidential` is code 6, `confidential` code 7. The others are shown as «skjermet grunn» to all but a named role. */
export const Protection = Schema.Struct({
  kind: Schema.Literals([
    "strictly-confidential",
    "confidential",
    "violence",
    "negative-social-control",
    "forced-marriage",
    "lgbt-safety"
  ]),
  awayFrom: Schema.Array(MunicipalityCode).annotate({
    description: "Municipalities whose commuting region the household must stay out of"
  }),
  provenance: Provenance
}).annotate({ identifier: "Protection" })

/** What S1 asks for before a household is ready to be published or requested. */
export const Hearing = Schema.Struct({
  interviewOn: Schema.optionalKey(IsoDate.annotateKey({ description: "bosettingssamtale" })),
  adultsHeard: Schema.Array(PersonId),
  commentDeadline: Schema.optionalKey(IsoDate),
  commentWaived: Schema.Boolean,
  adverseInformation: Schema.Literals(["none", "put-to-household", "not-put"]).annotate({
    description: "Information from others that weighs against the household"
  })
}).annotate({ identifier: "Hearing" })

export const ExpectedReunification = Schema.Struct({
  persons: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 15 })),
  status: Schema.Literals(["applied", "granted"]),
  expectedBy: Schema.optionalKey(IsoDate)
}).annotate({ identifier: "ExpectedReunification", description: "Family members expected later (R18)" })

/** Unaccompanied minors (S9). The body is a recorded fact, never computed from age. */
export const MinorCase = Schema.Struct({
  responsibleBody: Schema.Literals(["IMDi", "Bufetat"]),
  careForms: Schema.NonEmptyArray(CareForm).annotate({ description: "Care forms the assessment allows, best first" }),
  guardianInformedOn: Schema.optionalKey(IsoDate),
  provenance: Provenance
}).annotate({ identifier: "MinorCase" })

export class Household extends Schema.Class<Household>("Household")(
  {
    id: HouseholdId,
    route: Route,
    permitOn: IsoDate.annotateKey({ description: "Date of the residence permit: waiting and limits count from here" }),
    members: Schema.NonEmptyArray(Person),
    hostMunicipality: Schema.optionalKey(
      MunicipalityCode.annotateKey({ description: "Where the household lives now" })
    ),
    minor: Schema.optionalKey(MinorCase),
    hearing: Hearing,
    protection: Schema.optionalKey(Protection),
    reunification: Schema.optionalKey(ExpectedReunification),
    roundsHeld: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10 })).annotate({
      description: "Earlier rounds the household was held (S7)"
    }),
    fixedMunicipality: Schema.optionalKey(
      MunicipalityCode.annotateKey({ description: "Route agreed-self-settlement: the agreed municipality" })
    ),
    bestInterests: Schema.optionalKey(
      Schema.NonEmptyString.annotate({ description: "The officer's assessment of the children's best interests (S21)" })
    )
  },
  { description: "A household: persons placed together" }
) {
  get persons(): number {
    return this.members.length
  }
  get lane(): Lane {
    return this.minor === undefined ? "ordinary" : "minors"
  }
  get isStrictlyConfidential(): boolean {
    return this.protection?.kind === "strictly-confidential" || this.protection?.kind === "confidential"
  }
  get housingNeeds(): ReadonlyArray<HousingNeed> {
    return [...new Set(this.members.flatMap((member) => member.housingNeeds))]
  }
  childrenOn(day: IsoDate): ReadonlyArray<Person> {
    return this.members.filter((member) => member.ageOn(day) < 18)
  }
  adultsOn(day: IsoDate): ReadonlyArray<Person> {
    return this.members.filter((member) => member.ageOn(day) >= 18)
  }
  daysWaited(day: IsoDate): number {
    return Math.max(0, daysBetween(this.permitOn, day))
  }
}

/** Minors have their own problem, profile and capacity (S9). */
export type Lane = "ordinary" | "minors"
