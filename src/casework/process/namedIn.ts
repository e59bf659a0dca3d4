/** What a corrected fact names besides itself: another household of the round, or a municipality; each where it stands. */
import type { Household } from "../../domain/Household.ts"

/** What the asker's round and the latest municipality file have. */
export interface KnownNames {
  readonly households: ReadonlySet<string>
  readonly municipalities: ReadonlySet<string>
}

interface Named {
  readonly what: keyof KnownNames
  readonly name: string
  /** JSON pointer inside the value. */
  readonly at: string
}

type Member = (typeof Household.Encoded)["members"][number]

const municipality = (name: string | undefined, at: string): ReadonlyArray<Named> =>
  name === undefined ? [] : [{ what: "municipalities", name, at }]

/** By field of a person. */
const byField: Readonly<Record<string, (member: Member) => ReadonlyArray<Named>>> = {
  ties: ({ ties }) =>
    ties.flatMap(({ to }, i) =>
      to._tag === "household"
        ? [{ what: "households", name: to.id, at: `/${i}/to/id` } as const]
        : municipality(to.code, `/${i}/to/code`)
    ),
  wishes: ({ wishes }) =>
    wishes.flatMap(({ place }, i) =>
      place._tag === "municipality" ? municipality(place.code, `/${i}/place/code`) : []
    ),
  contract: ({ contract }) => municipality(contract?.municipality, "/municipality"),
  schooling: ({ schooling }) => municipality(schooling?.municipality, "/municipality"),
  competence: ({ competence }) =>
    (competence?.plan ?? []).flatMap((step, i) => municipality(step.municipality, `/plan/${i}/municipality`))
}

const namedIn = (household: typeof Household.Encoded, field: string, person: string | undefined) => {
  if (person === undefined) return field === "hostMunicipality" ? municipality(household.hostMunicipality, "") : []
  const member = household.members.find(({ id }) => id === person)
  return member === undefined ? [] : (byField[field]?.(member) ?? [])
}

/** Where the fact names what is not there; the household itself is nobody's relative. */
export const unknownIn = (
  household: typeof Household.Encoded,
  field: string,
  person: string | undefined,
  known: KnownNames
): ReadonlyArray<string> =>
  namedIn(household, field, person)
    .filter(({ name, what }) => !known[what].has(name) || (what === "households" && name === household.id))
    .map(({ at }) => at)
