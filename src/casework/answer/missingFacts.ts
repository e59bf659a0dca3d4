/**
 * What a declaration leaves open (S6): an absent field is unknown, and so is a service it says nothing of. Each becomes a
 * question in requests (S5). A list that is there and empty is an answer: none.
 */
import { Schema } from "effect"
import type { Declaration, DeclaredService } from "../../domain/Declaration.ts"
import { ServiceClass, serviceClasses } from "../../domain/Need.ts"

export const declaredFacts = [
  "dwellings",
  "services",
  "norwegianTracks",
  "sameAgeEducation",
  "minorHousing",
  "followUpPlaces"
] as const satisfies ReadonlyArray<keyof Declaration>

export const MissingFact = Schema.Struct({
  fact: Schema.Literals(declaredFacts),
  service: Schema.optionalKey(ServiceClass.annotateKey({ description: "The one service nothing is said of" }))
}).annotate({ identifier: "FactNotDeclared" })
type MissingFact = typeof MissingFact.Type

/** A start without its day says no more than nothing. */
const isSaid = ({ from, status }: typeof DeclaredService.Type): boolean => status !== "from" || from !== undefined

/** Nothing missing = complete. */
export const missingFacts = (declaration: Declaration): ReadonlyArray<MissingFact> =>
  declaredFacts.flatMap((fact): ReadonlyArray<MissingFact> => {
    if (declaration[fact] === undefined) return [{ fact }]
    if (fact !== "services") return []
    const said = new Set((declaration.services ?? []).filter(isSaid).map(({ service }) => service))
    return serviceClasses.filter((service) => !said.has(service)).map((service) => ({ fact, service }))
  })
