/**
 * One member of a household. Sex, citizenship and origin are kept for reports only and never reach a criterion (S11);
 * religion and ethnicity are not in the model at all.
 */
import { Schema } from "effect"
import { Competence } from "./Competence.ts"
import { Duf } from "./Duf.ts"
import { PersonId } from "./Ids.ts"
import { ageOn, IsoDate } from "./IsoDate.ts"
import { LanguageCode } from "./Language.ts"
import { CountyCode, MunicipalityCode } from "./MunicipalityCode.ts"
import { HealthNeed, HousingNeed } from "./Need.ts"
import { StyrkCode } from "./Occupation.ts"
import { Provenance } from "./Provenance.ts"
import { Tie } from "./Tie.ts"

const CountryCode = Schema.String.check(Schema.isPattern(/^[A-Z]{3}$/u)).annotate({
  identifier: "CountryCode",
  description: "ISO 3166-1 alpha-3; for reports only"
})

/** A wish of the person's own. Each kind names places the wish is met by. */
export const Wish = Schema.Struct({
  place: Schema.Union([
    Schema.TaggedStruct("municipality", { code: MunicipalityCode }),
    Schema.TaggedStruct("county", { code: CountyCode })
  ]),
  provenance: Provenance
}).annotate({ identifier: "Wish" })

export const Contract = Schema.Struct({
  municipality: MunicipalityCode.annotateKey({ description: "Municipality of the workplace" }),
  occupation: StyrkCode,
  signedOn: IsoDate,
  startsOn: IsoDate,
  provenance: Provenance
}).annotate({ identifier: "Contract", description: "Signed job contract (S19)" })

export const Schooling = Schema.Struct({
  municipality: MunicipalityCode,
  attendedSince: IsoDate,
  provenance: Provenance
}).annotate({ identifier: "Schooling", description: "School the child attends now" })

/** The child's own view (S21): how it was heard, or why not. */
export const ChildView = Schema.Union([
  Schema.TaggedStruct("heard", { on: IsoDate, how: Schema.NonEmptyString, view: Schema.NonEmptyString }),
  Schema.TaggedStruct("not-heard", { reason: Schema.NonEmptyString })
]).annotate({ identifier: "ChildView" })

export class Person extends Schema.Class<Person>("Person")(
  {
    id: PersonId,
    duf: Duf,
    birthDate: IsoDate,
    role: Schema.Literals(["adult", "child"]).annotate({
      description: "Place in the household; a child turns adult by statute at 18"
    }),
    sex: Schema.Literals(["female", "male", "not-stated"]).annotate({
      description: "For reports, and for a declared housing form for minors"
    }),
    citizenship: CountryCode,
    origin: CountryCode,
    language: LanguageCode.annotateKey({ description: "Language an interpreter is needed in" }),
    needsInterpreter: Schema.Boolean,
    competence: Schema.optionalKey(Competence),
    housingNeeds: Schema.Array(HousingNeed),
    healthNeeds: Schema.Array(HealthNeed),
    ties: Schema.Array(Tie),
    wishes: Schema.Array(Wish),
    contract: Schema.optionalKey(Contract),
    schooling: Schema.optionalKey(Schooling),
    childView: Schema.optionalKey(ChildView)
  },
  { description: "A member of a household" }
) {
  ageOn(day: IsoDate): number {
    return ageOn(this.birthDate, day)
  }
}
