/**
 * Correcting a fact of a household: which fields may be corrected, and the household as it is then. What is not a fact
 * (ids, the DUF number) and what has a way of its own (health, protection, the route) is not corrected here.
 */
import { Schema } from "effect"
import { Household } from "../../domain/Household.ts"
import { PersonId } from "../../domain/Ids.ts"
import { IsoDate } from "../../domain/IsoDate.ts"
import { PersonSource } from "../../domain/Provenance.ts"
import { type KnownNames, unknownIn } from "./namedIn.ts"

const householdFields = ["permitOn", "hostMunicipality", "hearing", "reunification", "bestInterests", "minor"] as const
const personFields = [
  "birthDate",
  "role",
  "language",
  "needsInterpreter",
  "competence",
  "housingNeeds",
  "ties",
  "wishes",
  "contract",
  "schooling",
  "childView"
] as const

export const Correction = Schema.Struct({
  person: Schema.optionalKey(PersonId.annotateKey({ description: "Absent: a fact of the household itself" })),
  field: Schema.Literals([...householdFields, ...personFields]),
  value: Schema.Json.annotate({ description: "As in treff-round/1; null takes an optional fact away" }),
  source: PersonSource,
  saidOn: IsoDate
}).annotate({ identifier: "Correction", description: "A fact as it should be, who says so, and when" })
export type Correction = typeof Correction.Type

type EncodedHousehold = typeof Household.Encoded

export class CorrectionImpossible extends Schema.TaggedError<CorrectionImpossible>()("CorrectionImpossible", {
  field: Schema.String,
  advice: Schema.String,
  /** JSON pointers into the body. */
  at: Schema.NonEmptyArray(Schema.String)
}) {
  override get message(): string {
    return this.advice
  }
}

export interface Corrected {
  readonly household: EncodedHousehold
  readonly before: Schema.Json
}

const withField = <T extends object>(subject: T, field: string, value: Schema.Json): T => {
  const { [field]: _, ...rest } = subject as Record<string, unknown>
  return (value === null ? rest : { ...rest, [field]: value }) as T
}

const valueOf = (subject: object, field: string): Schema.Json =>
  ((subject as Record<string, unknown>)[field] ?? null) as Schema.Json

const isHousehold = Schema.is(Household)
const decode = Schema.decodeUnknownOption(Household)

/** The household as it is after the correction, or why that is no household of this round. */
export const corrected = (
  household: EncodedHousehold,
  correction: Correction,
  known: KnownNames
): Corrected | CorrectionImpossible => {
  const { field, person } = correction
  const result = withCorrection(household, correction)
  if (result instanceof CorrectionImpossible) return result
  const [first, ...others] = unknownIn(result.household, field, person, known).map((at) => `/value${at}`)
  if (first === undefined) return result
  return new CorrectionImpossible({
    field,
    advice: "There is no such household in the round besides this one, or no such municipality. Name one there is.",
    at: [first, ...others]
  })
}

const withCorrection = (household: EncodedHousehold, correction: Correction): Corrected | CorrectionImpossible => {
  const { field, person: id, value } = correction
  const refuse = (advice: string) => new CorrectionImpossible({ field, advice, at: ["/value"] })
  if (id === undefined) {
    if (!householdFields.some((one) => one === field)) return refuse(`${field} is a fact of a person: name the person.`)
    return checked(withField(household, field, value), valueOf(household, field), refuse)
  }
  if (!personFields.some((one) => one === field))
    return refuse(`${field} is a fact of the household: leave the person out.`)
  const member = household.members.find((one) => one.id === id)
  if (member === undefined) return refuse("There is no such person in the household.")
  const [first, ...others] = household.members
  const change = (one: typeof first) => (one.id === id ? withField(one, field, value) : one)
  const members: EncodedHousehold["members"] = [change(first), ...others.map(change)]
  return checked({ ...household, members }, valueOf(member, field), refuse)
}

const checked = (
  household: EncodedHousehold,
  before: Schema.Json,
  refuse: (advice: string) => CorrectionImpossible
): Corrected | CorrectionImpossible => {
  const option = decode(household, { onExcessProperty: "error" })
  return option._tag === "Some" && isHousehold(option.value)
    ? { household, before }
    : refuse("The value does not fit the field. See treff-round/1 for its form.")
}
