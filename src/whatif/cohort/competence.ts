/** One competence record per adult who has one: education, work, Norwegian, track, and qualification begun. */
import type { Adult } from "./Adult.ts"
import { dealLevels, degreeAge, degreeLevel, upperSecondaryLevel } from "./educationLevels.ts"
import type { CompetenceEncoded } from "./encoded.ts"
import type { Heard } from "./hearing.ts"
import { chances, margins } from "./margins.ts"
import type { Member } from "./members.ts"
import { bandOf, noOccupation } from "./occupations.ts"
import { competenceSources, said } from "./provenance.ts"
import { deal, decks } from "./quota.ts"
import type { Random } from "./random.ts"
import type { Routed } from "./routes.ts"
import { dealWork } from "./workLives.ts"

type Recognition = CompetenceEncoded["education"][number]["recognition"]
type Track = NonNullable<CompetenceEncoded["track"]>["track"]

const workingAge = 62

/** What is mapped beside education, by coverage. */
const parts = {
  full: { work: true, norwegian: true, track: true },
  "no-occupation": { work: false, norwegian: true, track: true },
  "no-track": { work: true, norwegian: true, track: false },
  "education-only": { work: false, norwegian: false, track: false },
  "work-only": { work: true, norwegian: false, track: false }
} as const

export const mapCompetence = (
  households: ReadonlyArray<Routed>,
  heard: ReadonlyMap<Routed, Heard>,
  random: Random
): Map<Member, CompetenceEncoded> => {
  const adults = households.flatMap((household) =>
    household.members
      .filter((member) => member.role === "adult")
      .map((member): Adult => ({ household, member, interviewOn: heard.get(household)?.interviewOn }))
  )
  const coverage = deal(adults, margins.competence.shares, random)
  const known = (adult: Adult): boolean => !["none", "work-only"].includes(coverage.get(adult) ?? "none")
  const levels = new Map(
    (["ukraine", "other"] as const).flatMap((background) => [
      ...dealLevels(
        background,
        adults.filter((adult) => adult.household.shape.background === background && known(adult)),
        random
      )
    ])
  )
  const work = dealWork(adults, levels, random)
  const recognition = deal(
    adults.filter((adult) => (levels.get(adult) ?? 0) >= degreeLevel),
    margins.recognition.shares,
    random
  )
  const plans = deal(
    adults.filter((adult) => coverage.get(adult) !== "none" && canHaveBegun(adult)),
    margins.plan.shares,
    random
  )
  const oral = decks(margins.norwegian.shares, random)
  const sourceOf = competenceSources(random)

  const records = new Map<Member, CompetenceEncoded>()
  for (const adult of adults) {
    const covered = coverage.get(adult) ?? "none"
    if (covered === "none") continue
    const entry = () => said(sourceOf(adult.household.route), adult.household, adult.interviewOn, random)
    const level = levels.get(adult)
    const occupation = work.get(adult)
    const recognised = recognition.get(adult)
    const { norwegian, track, work: worked } = parts[covered]
    records.set(adult.member, {
      education: level === undefined ? [] : educationOf(adult, level, occupation?.field, recognised, entry, random),
      work: worked && occupation ? [workOf(adult, level, occupation.styrk, recognised, entry, random)] : [],
      norwegian: norwegian ? norwegianOf(adult, oral, entry) : [],
      ...(track && level !== undefined ? { track: { track: trackOf(level, random), provenance: entry() } } : {}),
      plan: planOf(adult, plans.get(adult), entry),
      results: []
    })
  }
  return records
}

const canHaveBegun = ({ household, member }: Adult): boolean =>
  household.host !== undefined && household.route !== "integration-centre" && member.age <= workingAge

type Entry = () => ReturnType<typeof said>

const educationOf = (
  { member }: Adult,
  level: number,
  field: number | undefined,
  recognised: Recognition | undefined,
  entry: Entry,
  random: Random
): CompetenceEncoded["education"] => {
  const recognition = recognised ?? (level <= 2 ? "not-needed" : "not-applied")
  const completed = {
    level,
    ...(level >= 3 && field !== undefined ? { field } : {}),
    completed: true,
    recognition,
    provenance: entry()
  }
  const begun = level === upperSecondaryLevel && member.age > 19 && random.next() < chances.incompleteHigherEducation
  return begun
    ? [completed, { level: degreeLevel, completed: false, recognition: "not-applied", provenance: entry() }]
    : [completed]
}

const workOf = (
  { member }: Adult,
  level: number | undefined,
  occupation: string,
  recognised: Recognition | undefined,
  entry: Entry,
  random: Random
): CompetenceEncoded["work"][number] => {
  const schooled = bandOf(level ?? 4) === "higher" ? degreeAge : 18
  const longest = Math.min(35, Math.max(0, member.age - schooled))
  const years = occupation === noOccupation || longest === 0 ? 0 : random.between(1, longest)
  return { occupation, years, ...(recognised === undefined ? {} : { recognition: recognised }), provenance: entry() }
}

/** Transferred persons have met no Norwegian yet. Reading is as oral, or a step behind. */
const norwegianOf = (
  { household }: Adult,
  oral: () => CompetenceEncoded["norwegian"][number]["level"],
  entry: Entry
): CompetenceEncoded["norwegian"] => {
  const abroad = household.host === undefined
  const level = abroad ? "none" : oral()
  const behind = { none: "none", A1: "none", A2: "A1", B1: "A2", B2: "B2", C1: "B2" } as const
  return [
    { skill: "oral", level, provenance: entry() },
    { skill: "reading", level: behind[level], provenance: entry() }
  ]
}

const trackOf = (level: number, random: Random): Track => {
  if (level === 0) return "alphabetisation"
  if (level === 1) return random.next() < 0.25 ? "alphabetisation" : "a"
  if (level <= 4) return random.next() < 0.45 ? "a" : "b"
  return level >= degreeLevel && random.next() < 0.35 ? "academic" : "b"
}

/** In an integration centre everybody has a plan; elsewhere a part has begun with something. */
const planOf = ({ household }: Adult, begun: string | undefined, entry: Entry): CompetenceEncoded["plan"] => {
  const { host: municipality } = household
  const kind = household.route === "integration-centre" ? "integration-plan" : (begun ?? "none")
  if (municipality === undefined || kind === "none") return []
  return [{ kind: kind as CompetenceEncoded["plan"][number]["kind"], municipality, provenance: entry() }]
}
