/** Who says so and when, by route: UNHCR's form for transfers, the interview, the person's own registration, a document. */
import { addDays, type IsoDate } from "../../domain/IsoDate.ts"
import type { PersonSource } from "../../domain/Provenance.ts"
import type { Route } from "../../domain/Route.ts"
import { margins } from "./margins.ts"
import { decks } from "./quota.ts"
import type { Random } from "./random.ts"
import type { Routed } from "./routes.ts"

export interface Said {
  readonly source: PersonSource
  readonly date: IsoDate
}

export type ProvenanceMargin =
  | "provenance-centre"
  | "provenance-integration-centre"
  | "provenance-private"
  | "provenance-transfer-interview"
  | "provenance-transfer-dossier"

export const provenanceMarginOf: Readonly<Record<Route, ProvenanceMargin>> = {
  "reception-centre": "provenance-centre",
  "collective-protection": "provenance-centre",
  "integration-centre": "provenance-integration-centre",
  private: "provenance-private",
  "agreed-self-settlement": "provenance-private",
  "transfer-interview": "provenance-transfer-interview",
  "transfer-dossier": "provenance-transfer-dossier"
}

/** A source for each entry of competence, in the shares of the route. */
export const competenceSources = (random: Random): ((route: Route) => PersonSource) => {
  const of = (margin: ProvenanceMargin) =>
    decks<PersonSource>(margins[margin].shares as Record<PersonSource, number>, random)
  const sources = {
    "provenance-centre": of("provenance-centre"),
    "provenance-integration-centre": of("provenance-integration-centre"),
    "provenance-private": of("provenance-private"),
    "provenance-transfer-interview": of("provenance-transfer-interview"),
    "provenance-transfer-dossier": of("provenance-transfer-dossier")
  }
  return (route) => sources[provenanceMarginOf[route]]()
}

/** A day the source could have said it: the form before the permit, the interview on its day, the rest since the permit. */
export const said = (
  source: PersonSource,
  household: Routed,
  interviewOn: IsoDate | undefined,
  random: Random
): Said => {
  if (source === "rrf") return { source, date: addDays(household.permitOn, -random.between(60, 400)) }
  if (source === "stated") return { source, date: interviewOn ?? household.permitOn }
  return { source, date: addDays(household.permitOn, random.between(0, household.waited)) }
}
