/**
 * One competence record per person: what is brought along, the plan, the results (R05). Every entry keeps who said it
 * and when. An empty list means unknown; «no schooling» is an entry with level 0.
 */
import { Schema } from "effect"
import { MunicipalityCode } from "./MunicipalityCode.ts"
import { NorwegianTrack } from "./NorwegianTrack.ts"
import { StyrkCode } from "./Occupation.ts"
import { Provenance } from "./Provenance.ts"

export const RecognitionStatus = Schema.Literals([
  "not-needed",
  "recognised",
  "applied",
  "needs-supplement",
  "not-applied",
  "refused"
]).annotate({
  identifier: "RecognitionStatus",
  description: "Recognition of foreign education or trade (HK-dir or the profession's authority)"
})
export type RecognitionStatus = typeof RecognitionStatus.Type

export const Education = Schema.Struct({
  level: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 8 })).annotate({
    description: "NUS2000 level: 0 none · 1–2 primary, lower secondary · 3–4 upper secondary · 5 fagskole · 6–8 higher"
  }),
  field: Schema.optionalKey(
    Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 9 })).annotate({ description: "NUS2000 broad field" })
  ),
  completed: Schema.Boolean,
  recognition: RecognitionStatus,
  provenance: Provenance
}).annotate({ identifier: "Education" })
export type Education = typeof Education.Type

export const WorkExperience = Schema.Struct({
  occupation: StyrkCode,
  years: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 60 })).annotate({
    description: "Years in the occupation"
  }),
  recognition: Schema.optionalKey(RecognitionStatus),
  provenance: Provenance
}).annotate({ identifier: "WorkExperience" })
export type WorkExperience = typeof WorkExperience.Type

export const NorwegianLevel = Schema.Struct({
  skill: Schema.Literals(["oral", "reading", "listening", "writing"]),
  level: Schema.Literals(["none", "A1", "A2", "B1", "B2", "C1"]),
  provenance: Provenance
}).annotate({ identifier: "NorwegianLevel", description: "CEFR level of one skill" })

export const PlanStep = Schema.Struct({
  kind: Schema.Literals(["integration-plan", "norwegian-at-centre", "work-practice", "job"]),
  municipality: MunicipalityCode,
  provenance: Provenance
}).annotate({ identifier: "PlanStep", description: "Qualification already begun, and where" })

export const CompetenceResult = Schema.Struct({
  kind: Schema.Literals(["norwegian-test", "social-studies-test", "programme-completed"]),
  outcome: Schema.NonEmptyString,
  provenance: Provenance
}).annotate({ identifier: "CompetenceResult" })

export class Competence extends Schema.Class<Competence>("Competence")(
  {
    education: Schema.Array(Education),
    work: Schema.Array(WorkExperience),
    norwegian: Schema.Array(NorwegianLevel),
    track: Schema.optionalKey(
      Schema.Struct({ track: NorwegianTrack, provenance: Provenance }).annotate({
        description: "Norwegian track the person needs"
      })
    ),
    plan: Schema.Array(PlanStep),
    results: Schema.Array(CompetenceResult)
  },
  { description: "Competence record: brought along, plan, results" }
) {
  /** Highest completed education, latest entry first among equals; undefined = unknown. */
  get highestEducation(): Education | undefined {
    return [...this.education]
      .filter((entry) => entry.completed)
      .sort((a, b) => b.level - a.level || (a.provenance.date < b.provenance.date ? 1 : -1))[0]
  }
  /** The occupation with most years; undefined = unknown. */
  get mainWork(): WorkExperience | undefined {
    return [...this.work].sort((a, b) => b.years - a.years || (a.occupation < b.occupation ? -1 : 1))[0]
  }
  /** Share of the four parts that are known: education, work, Norwegian, track (S25). */
  get coverage(): number {
    const known = [this.education.length, this.work.length, this.norwegian.length, this.track === undefined ? 0 : 1]
    return known.filter((n) => n > 0).length / known.length
  }
}
