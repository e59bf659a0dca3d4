/**
 * Every text Treff shows, as one type: a language that lacks a key does not compile. Sentences with values are functions;
 * decimals and dates come in as text already written by `format.ts`, counts as numbers, so that each language chooses
 * its own plural.
 */
import type { CareForm } from "../domain/CareForm.ts"
import type { RecognitionStatus } from "../domain/Competence.ts"
import type { HardCriterionId, Purpose, SoftCriterionId } from "../domain/Criterion.ts"
import type { Lane } from "../domain/Household.ts"
import type { HousingNeed, ServiceClass } from "../domain/Need.ts"
import type { NorwegianTrack } from "../domain/NorwegianTrack.ts"
import type { OccupationGroup } from "../domain/OccupationGroup.ts"
import type { PersonSource } from "../domain/Provenance.ts"
import type { Route } from "../domain/Route.ts"
import type { PlacementReason, Warning } from "../matching/explanation.ts"
import type { RuleId } from "../matching/lane.ts"
import type { PriorityLevel } from "../matching/priority.ts"
import type { ReadinessElement } from "../matching/readiness.ts"
import type { RowKind } from "../matching/rows.ts"
import type { PlacementState, SolveStatus } from "../matching/solved.ts"
import type { EvidenceId } from "./evidenceForms.ts"

/** Second person: `one` is «du», `many` is «dere». */
export type Reader = "one" | "many"

export interface SoftText {
  readonly title: string
  /** Inside a sentence. */
  readonly inline: string
  /** One line: what it measures. */
  readonly meaning: string
  /** What it asks, said to the person. */
  readonly toPerson: (reader: Reader) => string
}

export interface HardText {
  readonly title: string
  /** A whole clause, as after «utelukket:». */
  readonly excluded: string
}

export interface KindText {
  readonly label: string
  /** «målte tall», as after a percentage. */
  readonly figures: string
  readonly meaning: string
}

/** A question the municipality must answer before vedtak (S5). */
export interface QuestionText {
  readonly topic: string
  readonly ask: string
}

export type QuestionId = "dwelling-size" | "step-free" | "same-age-place" | "care-form" | ServiceClass

export type SameAgeOffer = "upper-secondary" | "introductory-class" | "combination-class" | "none"

/** NUS2000 levels 0–8. */
export type EducationLevels = readonly [string, string, string, string, string, string, string, string, string]

/** Codes of `checkRound` (consistency.ts). */
export type FindingCode =
  | "duplicate-household"
  | "duplicate-person"
  | "duplicate-capacity"
  | "duf-kind"
  | "unknown-municipality"
  | "unknown-household"
  | "no-agreed-municipality"
  | "unknown-tie"
  | "minimum-above-places"
  | "not-decided"
  | "negative-free-places"
  | "pair-across-lanes"
  | "above-free-places"
  | "two-locks"
  | "lock-and-forbid"
  | "no-dwelling-large-enough"

/** Sections of an explanation, by what they answer. */
export type SectionId =
  | "suggestion"
  | "why"
  | "facts"
  | "unknown"
  | "confirm"
  | "alternatives"
  | "round"
  | "robustness"
  | "childrens-best"
  | "readiness"
  | "excluded"
  | "why-not"
  | "needs"
  | "rule"
  | "considerations"
  | "correct"
  | "next"
  | "caveats"

type Texts<Key extends string, Text = string> = Readonly<Record<Key, Text>>

export interface Catalogue {
  readonly criteria: Texts<SoftCriterionId, SoftText>
  readonly hard: Texts<HardCriterionId, HardText>
  readonly purposes: Texts<Purpose>
  readonly questions: Texts<QuestionId, QuestionText>
  readonly evidence: Texts<EvidenceId>
  readonly units: {
    readonly persons: (count: number) => string
    readonly jobs: (count: number) => string
    readonly schools: (count: number) => string
    readonly kilometres: (count: number) => string
    readonly places: (count: number) => string
    readonly interpreters: (count: number) => string
    readonly dwellings: (count: number) => string
    /** At least so many. */
    readonly rooms: (count: number) => string
    readonly percent: (number: string) => string
    readonly yes: string
    readonly no: string
    readonly county: (code: string) => string
    readonly municipality: (code: string) => string
  }
  readonly kinds: Texts<RowKind | "person", KindText>
  readonly sources: Texts<PersonSource>
  readonly housingNeeds: Texts<HousingNeed>
  readonly services: Texts<ServiceClass>
  readonly tracks: Texts<NorwegianTrack>
  readonly careForms: Texts<CareForm>
  readonly sameAgeOffers: Texts<SameAgeOffer>
  readonly recognition: Texts<RecognitionStatus>
  readonly educationLevels: EducationLevels
  readonly occupationGroups: Texts<OccupationGroup>
  readonly routes: Texts<Route>
  readonly lanes: Texts<Lane>
  readonly states: Texts<PlacementState>
  readonly levels: Texts<PriorityLevel>
  readonly readiness: Texts<ReadinessElement>
  readonly warnings: Texts<Warning["code"]>
  /** The only word for why a household is protected (S3). */
  readonly protectedReason: string
  readonly reasons: Texts<Exclude<PlacementReason["code"], "held-for-better">> & {
    readonly "held-for-better": (below: string, best: string) => string
  }
  /** For tables: why this municipality, in a few words. */
  readonly brief: {
    readonly reason: Texts<Exclude<PlacementReason["code"], "best-for-the-round">> & {
      readonly "best-for-the-round": (rank: number) => string
    }
    readonly confirm: (questions: number) => string
    readonly littleKnown: string
  }
  readonly caveats: {
    readonly suggestion: string
    readonly syntheticFacts: string
    readonly syntheticPersons: string
    readonly scale: string
  }
  readonly headings: Texts<SectionId>
  readonly officer: {
    readonly title: (household: string, municipality: string | null) => string
    readonly persons: string
    readonly priority: string
    readonly state: string
    readonly placed: (municipality: string, fit: string, low: string, high: string) => string
    readonly notPlaced: string
    readonly rankAmong: (rank: number, eligible: number) => string
    readonly eligible: (eligible: number) => string
    readonly members: (mean: string) => string
    readonly lowestAdult: (fit: string) => string
    readonly children: (fit: string) => string
    readonly sum: string
    readonly ofPossible: (points: string, possible: string) => string
    readonly kinds: (parts: string) => string
    readonly kindPart: (percent: string, kind: string) => string
    readonly noFacts: string
    readonly aboutPerson: string
    readonly aboutMunicipality: string
    readonly concerns: (criterion: string) => string
    readonly unknownMeaning: string
    readonly nothingUnknown: string
    readonly mustConfirm: string
    readonly nothingToConfirm: string
    readonly alternatives: string
    readonly noAlternatives: string
    readonly alternative: (municipality: string, rank: number) => string
    readonly full: string
    readonly price: (municipality: string, points: string) => string
    readonly noPrice: (municipality: string) => string
    readonly alternativePrice: (points: string) => string
    readonly robust: (kept: number, draws: number) => string
    readonly staysInTop: (kept: number, draws: number) => string
    readonly robustWord: { readonly high: string; readonly good: string; readonly unsure: string; readonly low: string }
    readonly notReady: string
    readonly ready: string
    readonly excluded: (municipalities: number) => string
    readonly noneExcluded: string
    readonly municipalities: (count: number) => string
    readonly examples: (names: string, more: boolean) => string
  }
  readonly child: {
    readonly points: (fit: string) => string
    readonly bestHere: string
    readonly bestElsewhere: (municipality: string, difference: string) => string
    readonly label: (index: number, of: number) => string
    readonly heard: (date: string) => string
    readonly heardHow: (date: string, how: string, view: string) => string
    readonly notHeard: (reason: string | null) => string
    readonly assessment: string
    readonly assessmentMissing: string
  }
  readonly whyNot: {
    readonly heading: (municipality: string) => string
    readonly chosen: (municipality: string) => string
    readonly excluded: (municipality: string, clauses: string) => string
    readonly fit: (municipality: string, fit: string) => string
    readonly lower: (municipality: string, difference: string) => string
    readonly higher: (municipality: string, difference: string) => string
    readonly same: (municipality: string) => string
    readonly mostlyBy: (criteria: string) => string
    readonly heldBy: (municipality: string, households: string) => string
    readonly heldByOthers: (municipality: string) => string
    readonly locked: (municipality: string) => string
    readonly notPlacedThere: (municipality: string) => string
    readonly round: (municipality: string, points: string) => string
    readonly roundSame: (municipality: string) => string
    readonly fewer: (persons: number) => string
    readonly more: (persons: number) => string
    readonly moved: (households: number) => string
    readonly impossible: (municipality: string) => string
    readonly nowhere: string
  }
  readonly municipality: {
    readonly title: (persons: number) => string
    readonly minorTitle: (persons: number) => string
    readonly lead: string
    readonly persons: string
    readonly lane: string
    readonly needs: string
    readonly confirm: string
    readonly confirmAlways: string
    readonly facts: string
    readonly unknown: string
  }
  readonly person: {
    readonly headings: Texts<
      "suggestion" | "rule" | "considerations" | "facts" | "unknown" | "childrens-best" | "correct" | "next",
      (reader: Reader) => string
    >
    readonly title: (municipality: string | null) => string
    readonly lead: (municipality: string, reader: Reader) => string
    readonly leadWaiting: (reader: Reader) => string
    readonly reasons: Texts<PlacementReason["code"], (reader: Reader) => string>
    readonly oneOffer: (reader: Reader) => string
    readonly refusal: (reader: Reader) => string
    readonly fixed: (reader: Reader) => string
    readonly rule: (reader: Reader) => ReadonlyArray<string>
    readonly ruleForMinors: (reader: Reader) => ReadonlyArray<string>
    readonly neverCounts: string
    readonly eligible: (count: number, reader: Reader) => string
    readonly level: Texts<PriorityLevel, (reader: Reader) => string>
    readonly speaksFor: (municipality: string, reader: Reader) => string
    readonly ownAnswers: (reader: Reader) => string
    readonly fits: { readonly well: string; readonly partly: string; readonly poorly: string; readonly unknown: string }
    readonly aboutYou: (reader: Reader) => string
    readonly aboutMunicipality: string
    readonly unknown: (reader: Reader) => string
    readonly nothingUnknown: string
    readonly correct: (reader: Reader) => ReadonlyArray<string>
    readonly next: (reader: Reader) => ReadonlyArray<string>
    readonly nextWaiting: (reader: Reader) => ReadonlyArray<string>
    readonly guardian: (reader: Reader) => string
    readonly whyNot: {
      readonly chosen: (municipality: string) => string
      readonly excluded: (municipality: string, clauses: string) => string
      /** Without a reason that may be shown. */
      readonly notPossible: (municipality: string) => string
      readonly lower: (municipality: string, reader: Reader) => string
      readonly taken: (municipality: string, reader: Reader) => string
      readonly locked: (municipality: string, reader: Reader) => string
      readonly notPlacedThere: (municipality: string, reader: Reader) => string
      readonly moved: (households: number, reader: Reader) => string
    }
  }
  readonly run: {
    readonly title: (round: string) => string
    readonly status: Texts<SolveStatus, (gap: string) => string>
    readonly stoppedBy: Texts<"time" | "nodes" | "cancelled">
    readonly labels: Texts<
      "status" | "placed" | "waiting" | "fit" | "full" | "notOwnBest" | "considered" | "seconds" | "run"
    >
    readonly placed: (persons: number, allPersons: number, households: number, allHouseholds: number) => string
    readonly waiting: (held: number, unplaced: number) => string
    readonly fit: (points: string, bound: string, gap: string) => string
    readonly full: (municipalities: number) => string
    readonly notOwnBest: (households: number) => string
    readonly considered: (municipalities: number, pairs: number, eligible: number) => string
    readonly seconds: (load: string, score: string, solve: string, explain: string, rules: string) => string
    readonly run: (
      solver: string,
      seed: string,
      profiles: string,
      facts: string,
      parameters: string,
      code: string
    ) => string
  }
  readonly table: {
    readonly placements: string
    readonly columns: Texts<
      | "household"
      | "persons"
      | "municipality"
      | "fit"
      | "interval"
      | "robustness"
      | "rank"
      | "reasons"
      | "questions"
      | "best"
      | "price"
      | "rule"
      | "moved"
      | "placed"
      | "reason"
    >
    readonly held: string
    readonly heldNote: string
    readonly unplaced: string
    readonly rules: string
    readonly rulesNote: string
    readonly findings: string
    readonly conflict: string
    readonly locked: string
    readonly fixed: string
    readonly none: string
    readonly placedChange: (persons: number) => string
    /** «Teller mest»: the criteria with most points. */
    readonly legend: string
  }
  readonly rules: Texts<RuleId>
  readonly findings: Texts<FindingCode>
  readonly findingPlaces: (places: string, more: number) => string
  readonly severity: Texts<"error" | "warning">
}
