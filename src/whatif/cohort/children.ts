/** School the children attend now, and their own view (S21): heard with the help of an interpreter, or why not. */
import { addDays, type IsoDate } from "../../domain/IsoDate.ts"
import type { PersonEncoded } from "./encoded.ts"
import type { Heard } from "./hearing.ts"
import { chances, margins } from "./margins.ts"
import type { Member } from "./members.ts"
import { said } from "./provenance.ts"
import { deal } from "./quota.ts"
import type { Random } from "./random.ts"
import type { Routed } from "./routes.ts"

export type SchoolingEncoded = NonNullable<PersonEncoded["schooling"]>
export type ChildViewEncoded = NonNullable<PersonEncoded["childView"]>

export interface Childhood {
  readonly schooling: ReadonlyMap<Member, SchoolingEncoded>
  readonly views: ReadonlyMap<Member, ChildViewEncoded>
}

const [schoolAge, heardAge] = [6, 7]
const ways = [
  "Egen samtale på mottaket, med tolk",
  "Sammen med forelder i bosettingssamtalen, med tolk",
  "Samtale med barnefaglig ansvarlig"
] as const
const views = [
  "Vil gjerne fortsette i klassen og ikke bytte skole igjen.",
  "Håper å bo nær venner fra mottaket.",
  "Vil spille fotball der vi flytter.",
  "Ønsker et rom å gjøre lekser i.",
  "Vil bo i en by, som hjemme.",
  "Vil bo nær naturen.",
  "Synes det viktigste er at familien er samlet.",
  "Vil lære norsk fort og gå på skole med jevnaldrende.",
  "Har ingen ønsker om sted."
] as const

export const childhoodOf = (
  households: ReadonlyArray<Routed>,
  heard: ReadonlyMap<Routed, Heard>,
  date: IsoDate,
  random: Random
): Childhood => {
  const homes = new Map(
    households.flatMap((household) =>
      household.members.filter((member) => member.role === "child").map((member) => [member, household] as const)
    )
  )
  const pupils = [...homes].flatMap(([member, { host }]) =>
    member.age >= schoolAge && host !== undefined ? [member] : []
  )
  const schooling = new Map<Member, SchoolingEncoded>()
  for (const [member, attends] of deal(pupils, margins.schooling.shares, random)) {
    const household = homes.get(member) as Routed
    if (attends === "no" || household.host === undefined) continue
    // Many have been in the centre, and at school, since before the permit.
    const days = random.between(0, household.waited + 150)
    schooling.set(member, {
      municipality: household.host,
      attendedSince: addDays(date, -days),
      provenance: said(
        random.next() < 0.5 ? "verified" : "stated",
        household,
        heard.get(household)?.interviewOn,
        random
      )
    })
  }
  const seen = new Map(
    [...homes].map(([member, household]) => [member, viewOf(member, heard.get(household)?.interviewOn, random)])
  )
  return { schooling, views: seen }
}

const viewOf = (member: Member, on: IsoDate | undefined, random: Random): ChildViewEncoded => {
  if (on === undefined) return { _tag: "not-heard", reason: "Bosettingssamtalen er ikke holdt ennå" }
  if (member.age < heardAge)
    return { _tag: "not-heard", reason: "Under sju år; foreldrene har fortalt hva barnet trenger" }
  if (random.next() >= chances.childHeard)
    return { _tag: "not-heard", reason: "Barnet ville ikke snakke nå og skal få spørsmålet igjen" }
  return { _tag: "heard", on, how: random.pick(ways), view: random.pick(views) }
}
