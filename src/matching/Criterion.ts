/**
 * A criterion is data plus two pure functions. `concern` reads what the criterion may know of a person and returns a
 * small subject, or says that the person is not concerned or the fact unknown; `evaluate` sees only that subject and a
 * place. Two people with the same subject therefore always get the same points, and what S11 forbids cannot leak in.
 */
import type { HardCriterionId, Purpose, SoftCriterionId } from "../domain/Criterion.ts"
import type { Household } from "../domain/Household.ts"
import type { Person } from "../domain/Person.ts"
import type { PersonSource, Provenance } from "../domain/Provenance.ts"
import type { Assessment } from "./Assessment.ts"
import type { Evidence, Place, World } from "./World.ts"

/** A person without what is never scored (S11). */
export type ScoredPerson = Omit<Person, "sex" | "citizenship" | "origin" | "duf">

/** Subjects are flat values: their JSON is the key under which a row of places is computed once. */
export type Subject = Readonly<Record<string, string | number | boolean | null>>

export type Concern<S extends Subject> =
  | { readonly _tag: "not-concerned" }
  | { readonly _tag: "unknown"; readonly missing: string }
  | {
      readonly _tag: "known"
      readonly subject: S
      /** Weakest source the subject rests on; null = nothing a person has said. */
      readonly source: PersonSource | null
      readonly evidence: ReadonlyArray<Evidence>
    }

export interface SoftCriterion<S extends Subject = Subject> {
  readonly id: SoftCriterionId
  readonly level: "soft"
  readonly purpose: Purpose
  /** `household`: the subject is the household's and the weight is shared by its members (S20). */
  readonly concerns: "member" | "household"
  /** Law, rule or paper the criterion rests on. */
  readonly reference: string
  concern(person: ScoredPerson, household: Household, world: World): Concern<S>
  evaluate(subject: S, place: Place, world: World): Assessment
}

/** Met, not met or unknown; unknown stays eligible and becomes a question to the municipality (S5). */
export type Verdict =
  | { readonly _tag: "met" }
  | { readonly _tag: "not-met"; readonly evidence: ReadonlyArray<Evidence> }
  | { readonly _tag: "unknown"; readonly questions: ReadonlyArray<string> }

export interface HardCriterion<S extends Subject = Subject> {
  readonly id: HardCriterionId
  readonly level: "hard"
  readonly reference: string
  /** Null when the household is not concerned; every place is then met. */
  concern(household: Household, world: World): S | null
  evaluate(subject: S, place: Place, world: World): Verdict
}

export const notConcerned = { _tag: "not-concerned" } as const
export const met = { _tag: "met" } as const

export const concerned = <S extends Subject>(
  subject: S,
  source: PersonSource | null = null,
  evidence: ReadonlyArray<Evidence> = []
): Concern<S> => ({ _tag: "known", subject, source, evidence })

export const unknownFact = (missing: string) => ({ _tag: "unknown", missing }) as const

const strength: Readonly<Record<PersonSource, number>> = { rrf: 0, "self-registered": 1, stated: 2, verified: 3 }

/** The weakest of several statements, the first among equals: what a subject that needs them all rests on. Never empty. */
export const weakestOf = (statements: ReadonlyArray<Provenance>): Provenance =>
  statements.reduce((weakest, one) => (strength[one.source] < strength[weakest.source] ? one : weakest))

/** Evidence a person has given. */
export const personal = (fact: string, value: string | number | boolean, provenance: Provenance): Evidence => ({
  fact,
  value,
  unit: null,
  source: provenance.source,
  date: provenance.date,
  kind: "person"
})

/** Keeps the subject type inside a criterion while the registry holds them side by side. */
export const soft = <S extends Subject>(criterion: SoftCriterion<S>): SoftCriterion =>
  criterion as unknown as SoftCriterion
export const hard = <S extends Subject>(criterion: HardCriterion<S>): HardCriterion =>
  criterion as unknown as HardCriterion
