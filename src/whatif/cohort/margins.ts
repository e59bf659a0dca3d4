/**
 * Every figure the generator is calibrated to, with its source and date, and every assumption with its reason. Nothing
 * published exists about household types, competence or needs of today's batch: those are assumptions and say so.
 */
import { assumed, type Margin, published } from "./Margin.ts"
import type { Shares } from "./quota.ts"

const imdiSettled = "IMDi: settled refugees by municipality, collective protection and other (numbers 1–4 suppressed)"
const imdiSexAge = "IMDi: settled 2022–2024 by sex and age, up to and above 55 (small cells suppressed)"
const arrivals2022 = "Prop. 107 L (2021–2022): the 15 019 arrivals from Ukraine in spring 2022"
const treff = "Treff's own choice; nothing published found"

const margin = <C extends string>(
  title: string,
  of: string,
  unit: Margin<C>["unit"],
  shares: Shares<C>,
  basis: Margin<C>["basis"]
): Margin<C> => ({ title, of, unit, shares, basis })

export const margins = {
  background: margin(
    "Collective protection and other",
    "persons",
    "count",
    { ukraine: 19_165, other: 2_272 },
    published(`${imdiSettled}, 2024 so far`, "2024-11-13")
  ),

  "ukraine-composition": margin(
    "Ukraine: adults and children",
    "persons",
    "count",
    { adult: 9_436, "child in family": 5_329, "unaccompanied minor": 257 },
    published(arrivals2022, "2022")
  ),
  "ukraine-household": margin(
    "Ukraine: household type",
    "persons",
    "%",
    { single: 23, couple: 8, family: 67.3, minor: 1.7 },
    assumed("Chosen so that the published adults and children make households of about two persons on average")
  ),
  "ukraine-parents": margin(
    "Ukraine: adults in families",
    "families with children",
    "%",
    { one: 56, two: 28, "one-and-grandmother": 12, "two-and-grandmother": 4 },
    assumed("Adult women were four times as many as men in spring 2022; later more men came")
  ),
  "ukraine-children": margin(
    "Ukraine: children in the family",
    "families with children",
    "%",
    { "1": 52, "2": 34, "3": 11, "4": 3 },
    assumed(treff)
  ),
  "ukraine-sex-age": margin(
    "Ukraine: sex and age",
    "persons",
    "%",
    { "male-to-55": 38.5, "female-to-55": 48.9, "male-over-55": 4.2, "female-over-55": 8.4 },
    published(imdiSexAge, "2024-11-13")
  ),
  "ukraine-age": margin(
    "Ukraine: age",
    "persons",
    "%",
    { "0-5": 10, "6-15": 23, "16-19": 7, "20-39": 29, "40-59": 20, "60+": 11 },
    published(`${arrivals2022}; 60+ is what is left`, "2022")
  ),

  "other-household": margin(
    "Other: household type",
    "persons",
    "count",
    { single: 5_148, couple: 596, family: 4_833, minor: 691 },
    published("IMDi: Årsrapport for busetting 2015, single adults, families and unaccompanied minors", "2015-12-31")
  ),
  "other-parents": margin(
    "Other: adults in families",
    "families with children",
    "%",
    { two: 72, one: 28, "one-and-grandmother": 0, "two-and-grandmother": 0 },
    assumed(treff)
  ),
  "other-children": margin(
    "Other: children in the family",
    "families with children",
    "%",
    { "1": 26, "2": 30, "3": 22, "4": 12, "5": 6, "6": 3, "7": 1 },
    assumed(treff)
  ),
  "other-sex-age": margin(
    "Other: sex and age",
    "persons",
    "%",
    { "male-to-55": 58.4, "female-to-55": 41.5, "male-over-55": 0.1, "female-over-55": 0.1 },
    published(imdiSexAge, "2024-11-13")
  ),
  "other-adult-age": margin(
    "Other: age of adults up to 55",
    "adults up to 55",
    "%",
    { "18-24": 26, "25-34": 41, "35-44": 23, "45-55": 10 },
    assumed(treff)
  ),

  "minor-body": margin(
    "Body responsible for unaccompanied minors",
    "unaccompanied minors",
    "count",
    { IMDi: 159, Bufetat: 35 },
    published("IMDi: Årsrapport for busetting 2018", "2018-12-31")
  ),

  "care-form": margin(
    "Care form recommended first",
    "unaccompanied minors",
    "%",
    { "foster-home": 18, "shared-housing": 57, "supported-housing": 25 },
    assumed(
      "Foster home for those Bufetat is responsible for; shared housing satisfies more than a flat (IMDi's insight report 2020)"
    )
  ),

  "ukraine-route": margin(
    "Ukraine: route",
    "persons",
    "%",
    { "collective-protection": 82, private: 12, "agreed-self-settlement": 6 },
    assumed(`${treff}; in June 2022 more than half lived privately (UDI), the arrangement for it ended in 2024`)
  ),
  "other-route": margin(
    "Other: route",
    "persons",
    "%",
    { centre: 42, transfer: 51, private: 8 },
    published("IMDi: Årsrapport for busetting 2018 (rounded shares, sum 101)", "2018-12-31")
  ),
  "centre-kind": margin(
    "Other: kind of centre",
    "persons from centres",
    "%",
    { "reception-centre": 78, "integration-centre": 22 },
    assumed(treff)
  ),
  "transfer-kind": margin(
    "Other: how the transfer was decided",
    "transferred persons",
    "%",
    { "transfer-interview": 70, "transfer-dossier": 30 },
    assumed(treff)
  ),
  "waiting-limit": margin(
    "Days since the permit, against the target",
    "persons outside the minors' lane",
    "%",
    { "up to 180": 94, "more than 180": 6 },
    published("IMDi: settled within six months, end of second four-month period of 2019", "2019-08-31")
  ),
  waiting: margin(
    "Days since the permit",
    "persons outside the minors' lane",
    "%",
    { "0-30": 15, "31-90": 33, "91-180": 46, "181-300": 6 },
    assumed("Chosen to meet the published mean and the published share within six months")
  ),
  "minors-waiting": margin(
    "Minors: days since the permit",
    "unaccompanied minors",
    "%",
    { "0-30": 34, "31-90": 58, "91-150": 8 },
    assumed("The target is three months; 90 % within the target, as for others")
  ),
  held: margin(
    "Rounds held before",
    "households that have waited 60 days, without an agreed municipality",
    "%",
    { "0": 90, "1": 7, "2": 3 },
    assumed(treff)
  ),

  "other-origin": margin(
    "Other: country of origin",
    "persons",
    "count",
    { SYR: 3_715, COD: 1_272, ERI: 1_070, AFG: 795, rest: 2_648 },
    published(
      "IMDi: Nøkkeltall for introduksjonsprogrammet 2023, participants; `rest` = about 32 500 less 23 000 and the four",
      "2023-12-31"
    )
  ),
  "rest-origin": margin(
    "Other: the rest's country of origin",
    "persons of other countries",
    "%",
    { SOM: 20, SDN: 18, IRN: 14, TUR: 12, ETH: 12, IRQ: 12, MMR: 12 },
    assumed("Countries with many refugees in Norway (IMDi's origin table 2022); their shares are Treff's choice")
  ),
  interpreter: margin(
    "Needs an interpreter",
    "adults",
    "%",
    { yes: 92, no: 8 },
    assumed("About one in ten from Ukraine speaks English (NIBR)")
  ),

  competence: margin(
    "What is mapped of competence",
    "adults",
    "%",
    { full: 45, "no-occupation": 10, "no-track": 16, "education-only": 12, "work-only": 5, none: 12 },
    assumed("Few remember a mapping outside integration centres (IMDi's insight report 2020)")
  ),
  "ukraine-education": margin(
    "Ukraine: completed higher education",
    "adults with known education",
    "%",
    { higher: 59, lower: 41 },
    published("NIBR for IMDi, as reported 12 January 2024", "2024-01-12")
  ),
  "ukraine-level": margin(
    "Ukraine: highest level completed (NUS2000)",
    "adults with known education",
    "%",
    { "0": 0.2, "1": 0.3, "2": 4.5, "3": 4, "4": 18, "5": 14, "6": 34, "7": 24, "8": 1 },
    assumed("Split so that the published share with higher education is met")
  ),
  "other-education": margin(
    "Other: completed education",
    "adults with known education",
    "%",
    { compulsory: 42, middle: 38, higher: 20 },
    published(
      "SSB: Samfunnsspeilet 4/2016, refugees and family above 16 in October 2015; `middle` is what is left",
      "2015-10-01"
    )
  ),
  "other-level": margin(
    "Other: highest level completed (NUS2000)",
    "adults with known education",
    "%",
    { "0": 8, "1": 14, "2": 20, "3": 10, "4": 22, "5": 6, "6": 13, "7": 6, "8": 1 },
    assumed("Split so that the published shares are met")
  ),
  recognition: margin(
    "Recognition of higher education",
    "adults with completed higher education",
    "%",
    { "not-applied": 62, applied: 18, recognised: 12, "needs-supplement": 6, refused: 2 },
    assumed(treff)
  ),
  norwegian: margin(
    "Oral Norwegian, where mapped",
    "adults in Norway",
    "%",
    { none: 38, A1: 40, A2: 17, B1: 4, B2: 1 },
    assumed(treff)
  ),
  "provenance-centre": margin(
    "Who says so: reception centres and collective protection",
    "entries of competence",
    "%",
    { verified: 13, stated: 45, "self-registered": 42 },
    assumed("Registering oneself often goes wrong (IMDi's insight report 2020)")
  ),
  "provenance-integration-centre": margin(
    "Who says so: integration centres",
    "entries of competence",
    "%",
    { verified: 36, stated: 54, "self-registered": 10 },
    assumed("Competence is mapped with help in integration centres")
  ),
  "provenance-private": margin(
    "Who says so: private and agreed self-settlement",
    "entries of competence",
    "%",
    { verified: 8, stated: 24, "self-registered": 68 },
    assumed(treff)
  ),
  "provenance-transfer-interview": margin(
    "Who says so: transfer after an interview",
    "entries of competence",
    "%",
    { verified: 4, stated: 46, rrf: 50 },
    assumed(treff)
  ),
  "provenance-transfer-dossier": margin(
    "Who says so: transfer from the dossier",
    "entries of competence",
    "%",
    { rrf: 100 },
    assumed("UNHCR's registration form is the only source")
  ),
  plan: margin(
    "Qualification already begun, integration centres aside",
    "adults 18–62 with a competence record and a host municipality",
    "%",
    { none: 56, "norwegian-at-centre": 29, "integration-plan": 7, "work-practice": 5, job: 3 },
    assumed(treff)
  ),

  "health-need": margin(
    "Need of a health service",
    "persons",
    "%",
    {
      none: 90.3,
      "hospital-follow-up": 4,
      "specialist-mental-health": 3.4,
      habilitation: 0.9,
      "home-nursing": 0.9,
      dialysis: 0.2,
      "substance-treatment": 0.3
    },
    assumed("Six of ten from Ukraine report a lasting illness (FHI 2022); few need a service that depends on the place")
  ),
  release: margin(
    "Release from taushetsplikt",
    "health needs",
    "%",
    { released: 78, none: 17, withdrawn: 5 },
    assumed(treff)
  ),
  "housing-need": margin(
    "Housing need",
    "persons",
    "%",
    { none: 96, "step-free": 1.8, "ground-floor": 2.2 },
    assumed(treff)
  ),

  hearing: margin(
    "Heard before settlement (S1)",
    "households",
    "%",
    { complete: 94, "no-interview": 2, "adult-not-heard": 1.5, "deadline-open": 1.5, "adverse-not-put": 1 },
    assumed(treff)
  ),
  tie: margin("Relative in Norway", "adults", "%", { none: 70, sibling: 12, other: 18 }, assumed(treff)),
  "tie-wish": margin(
    "Wish about the relative",
    "ties to a municipality",
    "%",
    { near: 68, "no-wish": 22, "not-near": 10 },
    assumed(treff)
  ),
  wish: margin("Own wish", "adults", "%", { none: 60, municipality: 26, county: 14 }, assumed(treff)),
  schooling: margin(
    "Attends school where the household lives now",
    "children 6–17 with a host municipality",
    "%",
    { yes: 86, no: 14 },
    assumed(treff)
  ),
  reunification: margin(
    "Expects family",
    "single adults outside collective protection",
    "%",
    { no: 84, applied: 10, granted: 6 },
    assumed(treff)
  ),
  protection: margin(
    "Protected, code 6 and 7 aside",
    "households outside the minors' lane",
    "%",
    { none: 98.6, violence: 0.6, "negative-social-control": 0.3, "forced-marriage": 0.1, "lgbt-safety": 0.4 },
    assumed(treff)
  )
} as const satisfies Record<string, Margin<string>>

export type MarginId = keyof typeof margins
export type CategoryOf<M extends MarginId> = keyof (typeof margins)[M]["shares"] & string

/** Mean days since the permit: the one figure that is not a share. */
export const waitingMean = {
  title: "Mean days since the permit",
  of: "persons outside the minors' lane",
  days: 100,
  basis: published("Samarbeidsdesken 2024: about 100 days' wait in reception centres", "2024")
} as const

/** Chances too small for a table of their own, in shares of one. All are Treff's own choice. */
export const chances = {
  /** Of those in the published age band 16–19: under 18. */
  under18Of16To19: 0.6,
  boysAmongChildren: 0.514,
  boysAmongMinors: { ukraine: 0.6, other: 0.85 },
  mothersAmongSingleParents: 0.92,
  /** Of households: has a sibling household in the same round. */
  siblingHouseholds: 0.02,
  /** Of adults 18–62 with a host municipality. */
  signedContract: 0.015,
  /** Of unaccompanied minors. */
  guardianInformed: 0.9,
  /** Of children of 7 and above whose household has been interviewed. */
  childHeard: 0.87,
  /** Of single adults with collective protection. */
  ukraineReunification: 0.03,
  /** Of needs: the service must be in reach, it is not merely helpful. Dialysis always is. */
  requiredNeed: 0.18,
  incompleteHigherEducation: 0.08,
  /** Of adults under 25. */
  noOccupationUnder25: 0.24
} as const
