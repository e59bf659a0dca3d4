/** How a household came to settlement (S8), and what each route implies for a round. */
import { Schema } from "effect"

export const Route = Schema.Literals([
  "reception-centre",
  "integration-centre",
  "transfer-interview",
  "transfer-dossier",
  "collective-protection",
  "private",
  "agreed-self-settlement"
]).annotate({
  identifier: "Route",
  description:
    "mottak · integreringsmottak · overføring with interview or from dossier · kollektiv beskyttelse · privat/AMOT · avtalt selvbosetting"
})
export type Route = typeof Route.Type

/** Resettled refugees travel straight to the municipality: there is nothing local to continue (S17). */
export const hasHostMunicipality = (route: Route): boolean =>
  route !== "transfer-interview" && route !== "transfer-dossier"

/** Agreed self-settlement is never optimised: it is fixed and uses places (S8). */
export const isFixed = (route: Route): boolean => route === "agreed-self-settlement"
