// Feature under test: a corrected fact may name only whom and where the round has; what is wrong is told where it stands.
import { Schema } from "effect"
import { expect, test } from "vitest"
import { type Correction, CorrectionImpossible, corrected } from "../../src/casework/process/correction.ts"
import { Household } from "../../src/domain/Household.ts"
import { PersonId } from "../../src/domain/Ids.ts"
import { IsoDate } from "../../src/domain/IsoDate.ts"
import { codeOf, competence, household, person, said, tie } from "../support/world.ts"

const file = Schema.encodeSync(Household)(household([person(30), person(8)], { id: "H-1" }))
const known = { households: new Set(["H-1", "H-2"]), municipalities: new Set<string>([codeOf("Ask")]) }
const adult = PersonId.make("H-1.1")
const correct = (correction: Pick<Correction, "field" | "value"> & { readonly person?: PersonId }) =>
  corrected(file, { ...correction, source: "stated", saidOn: IsoDate.make("2024-11-01") }, known)

const dated = { provenance: said() }
test.each([
  ["ties", [tie("spouse", { household: "H-2" }), tie("sibling", { household: "H-9" })], ["/value/1/to/id"]],
  ["ties", [tie("spouse", { household: "H-1" })], ["/value/0/to/id"]],
  ["ties", [tie("spouse", "Hegg"), tie("other", { household: "H-9" })], ["/value/0/to/code", "/value/1/to/id"]],
  ["wishes", [{ place: { _tag: "municipality", code: "2003" }, ...dated }], ["/value/0/place/code"]],
  ["schooling", { municipality: "2003", attendedSince: "2024-01-01", ...dated }, ["/value/municipality"]],
  [
    "contract",
    { municipality: "2003", occupation: "7115", signedOn: "2024-10-01", startsOn: "2024-12-01", ...dated },
    ["/value/municipality"]
  ],
  [
    "competence",
    competence({ plan: [{ kind: "work-practice", municipality: "2003", ...dated }] }),
    ["/value/plan/0/municipality"]
  ]
] as const)("%s", (field, value, at) => {
  const found = correct({ person: adult, field, value: value as unknown as Correction["value"] })
  expect(found instanceof CorrectionImpossible && found.at).toEqual(at)
})

test("what is there is taken, and a fact that does not fit is told as a whole", () => {
  const value = [tie("sibling", { household: "H-2" }), tie("spouse", "Ask")]
  const found = correct({ person: adult, field: "ties", value: value as unknown as Correction["value"] })
  if (found instanceof CorrectionImpossible) throw found
  expect(found.household.members[0].ties).toEqual(value)
  const bad = correct({ field: "hostMunicipality", value: "12345" })
  expect(bad instanceof CorrectionImpossible && bad.at).toEqual(["/value"])
  const elsewhere = correct({ field: "hostMunicipality", value: "2003" })
  expect(elsewhere instanceof CorrectionImpossible && elsewhere.at).toEqual(["/value"])
})
