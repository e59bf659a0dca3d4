// Households for the disclosure tests: one that has everything there is to tell, and synthetic cohorts.
import { Schema } from "effect"
import type { MatchingFacts } from "../../src/casework/answer/requiredConfirmations.ts"
import type { Comparable } from "../../src/casework/disclosure/generalise.ts"
import { requestDisclosure } from "../../src/casework/disclosure/makeRequest.ts"
import type { Household } from "../../src/domain/Household.ts"
import { IsoDate } from "../../src/domain/IsoDate.ts"
import { serviceClasses } from "../../src/domain/Need.ts"
import { Round } from "../../src/domain/Round.ts"
import {
  codeOf,
  competence,
  educated,
  household,
  minorCase,
  need,
  person,
  said,
  tie,
  worked
} from "../support/world.ts"
import { cohort, date } from "../whatif/cohort/norway.ts"

export const matching: MatchingFacts = {
  questions: serviceClasses,
  schoolConfirmed: false,
  moveBy: IsoDate.make("2025-01-28")
}

const wish = (name: "Ask" | "Hegg") => ({
  place: { _tag: "municipality" as const, code: codeOf(name) },
  provenance: said()
})

/** Words and codes that stand nowhere else, so that a document can be searched for them. */
export const telling = {
  id: "H-SECRET",
  citizenship: "XQC",
  origin: "XQO",
  host: codeOf("Furu"),
  away: codeOf("Gran"),
  wished: codeOf("Hegg"),
  relative: codeOf("Bjerk"),
  legalBasis: "a paragraph nobody needs to see",
  view: "I want to stay with my friend",
  assessment: "The officer's own words"
} as const

export const rich = (known: Partial<Parameters<typeof household>[1]> = {}): Household =>
  household(
    [
      person(37, {
        sex: "female",
        citizenship: telling.citizenship,
        origin: telling.origin,
        language: "tir",
        needsInterpreter: true,
        competence: competence({
          education: [educated(6)],
          work: [worked("2221")],
          norwegian: [{ skill: "oral", level: "A2", provenance: said() }],
          track: { track: "b", provenance: said() },
          plan: [{ kind: "norwegian-at-centre", municipality: telling.host, provenance: said() }]
        }),
        housingNeeds: ["step-free"],
        healthNeeds: [need("dialysis", { complex: true, legalBasis: telling.legalBasis })],
        ties: [tie("sibling", "Bjerk")],
        wishes: [wish("Hegg")],
        contract: {
          municipality: codeOf("Ask"),
          occupation: "2221",
          signedOn: "2024-11-01",
          startsOn: "2025-02-01",
          provenance: said()
        }
      }),
      person(16, {
        role: "child",
        needsInterpreter: true,
        schooling: { municipality: telling.host, attendedSince: "2024-02-01", provenance: said() },
        childView: { _tag: "heard", on: "2024-11-01", how: "alone", view: telling.view }
      })
    ],
    {
      id: telling.id,
      hostMunicipality: telling.host,
      reunification: { persons: 2, status: "granted", expectedBy: "2025-08-01" },
      bestInterests: telling.assessment,
      protection: { kind: "violence", awayFrom: [telling.away], provenance: said() },
      ...known
    }
  )

export const richMinor = (): Household =>
  household(person(16, { role: "child", needsInterpreter: true }), {
    id: "H-MINOR",
    minor: { ...minorCase("shared-housing", "foster-home"), guardianInformedOn: "2024-11-10" }
  })

const decodeRound = Schema.decodeUnknownSync(Round)

/** Households of a synthetic cohort, none of them strictly confidential. */
export const cohortHouseholds = (persons: number, seed: number): ReadonlyArray<Household> =>
  decodeRound(cohort(persons, seed).round).ordinary

export const comparables = (households: ReadonlyArray<Household>, prefix = ""): ReadonlyArray<Comparable> =>
  households.flatMap((one) => {
    const request = requestDisclosure(one, date, matching)
    return request === null ? [] : [{ household: `${prefix}${one.id}`, request }]
  })
