/**
 * Occupations by STYRK-08 (= ISCO-08 at four digits, with a few Norwegian splits): title, NAV group, and whether a foreign
 * qualification must be recognised before the work may be done. A code that is not in the standard is unknown, never a guess.
 */
import { Schema } from "effect"
import type { OccupationGroup } from "./OccupationGroup.ts"
import { occupationTable } from "./occupationTable.ts"

export const StyrkCode = Schema.String.check(Schema.isPattern(/^\d{4}$/u))
  .annotate({ identifier: "StyrkCode", description: "STYRK-08, four digits", examples: ["2223"] })
  .pipe(Schema.brand("StyrkCode"))
export type StyrkCode = typeof StyrkCode.Type

/** NAV's own names of its occupation groups, as they stand in its tables. */
export const navGroupNames: Readonly<Record<OccupationGroup, string>> = {
  management: "Ledere",
  "engineering-ict": "Ingeniør- og ikt-fag",
  education: "Undervisning",
  academic: "Akademiske yrker",
  "health-care": "Helse, pleie og omsorg",
  "childcare-youth": "Barne- og ungdomsarbeid",
  "brokers-consultants": "Meglere og konsulenter",
  office: "Kontorarbeid",
  sales: "Butikk- og salgsarbeid",
  "agriculture-fishing": "Jordbruk, skogbruk og fiske",
  construction: "Bygg og anlegg",
  manufacturing: "Industriarbeid",
  "travel-transport": "Reiseliv og transport",
  "service-other": "Serviceyrker og annet arbeid",
  none: "Ingen yrkesbakgrunn eller uoppgitt"
}

export interface Occupation {
  readonly code: StyrkCode
  readonly title: { readonly nb: string; readonly en: string }
  readonly group: OccupationGroup
  /** Employed in Norway, fourth quarter 2024. */
  readonly employed: number
}

export const occupations: ReadonlyArray<Occupation> = occupationTable.map(([code, nb, en, group, employed]) => ({
  code: StyrkCode.make(code),
  title: { nb, en },
  group,
  employed
}))

const byCode: ReadonlyMap<string, Occupation> = new Map(occupations.map((occupation) => [occupation.code, occupation]))

/** undefined when the code is not in the standard. */
export const findOccupation = (code: StyrkCode): Occupation | undefined => byCode.get(code)

export const occupationGroupOf = (code: StyrkCode): OccupationGroup | undefined => byCode.get(code)?.group

/**
 * Regulated professions at the level of STYRK-08, with the authority that recognises a foreign qualification. After HK-dir's
 * register of regulated professions (lovregulerte yrker), put together from general knowledge: TO BE CONFIRMED against the
 * register before use on real cases. A code stands here when its main profession is regulated, also where a part is not
 * (2611 has jurists beside advocates): the cautious side, since it leads to a question about recognition, never to a refusal.
 * A driver needs a licence or certificate for the vehicle, and a social worker or engineer neither: none of these is here.
 */
const authorities: Readonly<Record<string, string>> = {
  // Physicians, nurses, midwives, social educators, dentists, pharmacists, therapists, psychologists …
  Helsedirektoratet:
    "2211 2212 2221 2222 2223 2224 2261 2262 2264 2265 2266 2267 2269 2634 " +
    // … radiographers, biomedical scientists, dental and medical technicians, ambulance workers, helsefagarbeider.
    "3211 3212 3213 3214 3251 3254 3256 3258 5321",
  // Veterinarians and veterinary nurses.
  Mattilsynet: "2250 3240",
  // Teachers in primary and secondary school; pedagogical leaders in kindergarten.
  "Direktoratet for høyere utdanning og kompetanse (HK-dir)": "2320 2330 2341 2342",
  // Electricians and other electrical trades, fire-fighters, chimney sweeps.
  "Direktoratet for samfunnssikkerhet og beredskap (DSB)": "5411 7133 7411 7412 7413",
  "Tilsynsrådet for advokatvirksomhet": "2611",
  // Auditors, authorised accountants, estate agents.
  Finanstilsynet: "2411 3313 3334",
  // Engineers and officers on ships.
  Sjøfartsdirektoratet: "3151 3152",
  // Pilots, air traffic controllers, safety electronics technicians.
  Luftfartstilsynet: "3153 3154 3155",
  // Teaching others to drive is regulated; driving is not.
  "Statens vegvesen": "5165",
  "Statens jernbanetilsyn": "8311",
  // Security guards.
  Politidirektoratet: "5414"
}

/** Code → authority. */
export const regulatedOccupations: ReadonlyMap<StyrkCode, string> = new Map(
  Object.entries(authorities).flatMap(([authority, codes]) =>
    codes.split(" ").map((code) => [StyrkCode.make(code), authority] as const)
  )
)

/** The authority that must recognise a foreign qualification; undefined when the law asks for none. */
export const regulationOf = (code: StyrkCode): string | undefined => regulatedOccupations.get(code)
