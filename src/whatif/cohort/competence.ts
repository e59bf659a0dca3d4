/**
 * One competence record per adult who has one: education, work, Norwegian, track, and qualification begun. Levels follow
 * the published shares over all adults whose education is known; nobody has a degree before 22.
 */
import type { IsoDate } from "../../domain/IsoDate.ts"
import type { RoundEncoded } from "./capacities.ts"
import type { Background } from "./composition.ts"
import type { Heard } from "./hearing.ts"
import { chances, margins } from "./margins.ts"
import type { Member } from "./members.ts"
import { bandOf, type EducationBand, noOccupation, occupationChances } from "./occupations.ts"
import { competenceSources, said } from "./provenance.ts"
import { deal, decks, type Shares } from "./quota.ts"
import type { Random } from "./random.ts"
import type { Routed } from "./routes.ts"

export type CompetenceEncoded = NonNullable<RoundEncoded["households"][number]["members"][number]["competence"]>
type Recognition = CompetenceEncoded["education"][number]["recognition"]
type Track = NonNullable<CompetenceEncoded["track"]>["track"]

interface Adult {
  readonly household: Routed
  readonly member: Member
  readonly interviewOn: IsoDate | undefined
}

const [degreeAge, workingAge] = [22, 62]
const [degreeLevel, upperSecondaryLevel] = [6, 4]

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
    const has = (part: "work" | "track"): boolean =>
      part === "work"
        ? covered !== "no-occupation" && covered !== "education-only"
        : covered === "full" || covered === "no-occupation"
    const studied =
      level === undefined ? [] : educationOf(adult, level, occupation?.field, recognition.get(adult), entry, random)
    records.set(adult.member, {
      education: studied,
      work:
        has("work") && occupation !== undefined
          ? [workOf(adult, level, occupation.styrk, recognition.get(adult), entry, random)]
          : [],
      norwegian: covered === "education-only" || covered === "work-only" ? [] : norwegianOf(adult, oral, entry),
      ...(has("track") && level !== undefined ? { track: { track: trackOf(level, random), provenance: entry() } } : {}),
      plan: planOf(adult, plans.get(adult), entry),
      results: []
    })
  }
  return records
}

/** Highest level one can have completed at an age: no upper secondary before 19, no fagskole before 21, no degree before 22. */
const highestAt = (age: number): number => {
  if (age < 19) return 3
  return age < 21 ? 4 : age < degreeAge ? 5 : 8
}

/** The young take their levels first, from those they can have. */
const dealLevels = (background: Background, adults: ReadonlyArray<Adult>, random: Random): Map<Adult, number> => {
  const shares: Shares<string> = margins[`${background}-level`].shares
  const levels = random.shuffle([...deal(adults, shares, random).values()].map(Number))
  const byAge = random
    .shuffle(adults)
    .sort((a, b) => Math.min(a.member.age, degreeAge) - Math.min(b.member.age, degreeAge))
  return new Map(
    byAge.map((adult) => {
      const highest = highestAt(adult.member.age)
      const index = highest === 8 ? levels.length - 1 : levels.findIndex((level) => level <= highest)
      const [level = highestAt(18)] = index < 0 ? [] : levels.splice(index, 1)
      return [adult, level]
    })
  )
}

interface Worked {
  readonly styrk: string
  readonly field: number
}

const dealWork = (
  adults: ReadonlyArray<Adult>,
  levels: ReadonlyMap<Adult, number>,
  random: Random
): Map<Adult, Worked> => {
  const none = new Set(adults.filter((adult) => adult.member.age < 25 && random.next() < chances.noOccupationUnder25))
  const groups = Map.groupBy(
    adults.filter((adult) => !none.has(adult)),
    (adult) => `${bandOf(levels.get(adult) ?? 4)} ${adult.member.sex}`
  )
  const work = new Map<Adult, Worked>([...none].map((adult) => [adult, { styrk: noOccupation, field: 9 }]))
  for (const [group, members] of groups) {
    const [band, sex] = group.split(" ") as [EducationBand, Member["sex"]]
    const jobs = new Map(occupationChances[band].map((job) => [job.styrk, job]))
    const shares = Object.fromEntries([...jobs].map(([styrk, job]) => [styrk, job[sex]]))
    for (const [adult, styrk] of deal(members, shares, random))
      work.set(adult, { styrk, field: jobs.get(styrk)?.field ?? 9 })
  }
  return work
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
