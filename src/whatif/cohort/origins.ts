/** Country of origin and language of every household, and who needs an interpreter. Languages are assumed from the origin. */
import { margins } from "./margins.ts"
import type { Member, Peopled } from "./members.ts"
import { counts, deal, dealBySize, type Shares } from "./quota.ts"
import type { Random } from "./random.ts"

export interface Origin {
  /** ISO 3166-1 alpha-3. */
  readonly country: string
  /** ISO 639-3. */
  readonly language: string
}

const { rest: restPersons, ...named } = margins["other-origin"].shares
const countries = ["UKR", ...Object.keys(named), ...Object.keys(margins["rest-origin"].shares)] as const

/** Treff's own choice: which languages people of a country speak, in shares of any scale. */
const languages: Readonly<Record<string, Shares<string>>> = {
  UKR: { ukr: 78, rus: 22 },
  SYR: { ara: 84, kmr: 16 },
  COD: { swa: 72, fra: 14, lin: 14 },
  ERI: { tir: 94, ara: 6 },
  AFG: { prs: 74, pus: 26 },
  SOM: { som: 1 },
  SDN: { ara: 1 },
  IRN: { fas: 82, ckb: 18 },
  TUR: { tur: 62, kmr: 38 },
  ETH: { amh: 48, orm: 32, tir: 20 },
  IRQ: { ara: 52, ckb: 48 },
  MMR: { mya: 64, ksw: 36 }
}

const sizeIn = (household: Peopled): number => household.members.length

const otherShares = (): Shares<string> => {
  const rest = Object.entries<number>(margins["rest-origin"].shares)
  const sum = rest.reduce((all, [, share]) => all + share, 0)
  return { ...named, ...Object.fromEntries(rest.map(([country, share]) => [country, (restPersons * share) / sum])) }
}

export const originsOf = (households: ReadonlyArray<Peopled>, random: Random): Map<Peopled, Origin> => {
  const other = households.filter((household) => household.shape.background === "other")
  const dealt = dealBySize(other, sizeIn, otherShares(), random)
  const origins = new Map<Peopled, Origin>()
  for (const country of countries) {
    const own = households.filter((household) => (dealt.get(household) ?? "UKR") === country)
    for (const [household, language] of dealBySize(own, sizeIn, languages[country] ?? { ara: 1 }, random))
      origins.set(household, { country, language })
  }
  return origins
}

/** Adults as the margin says; minors alone always; children in families never, they are not to interpret for others. */
export const interpretersFor = (households: ReadonlyArray<Peopled>, random: Random): ReadonlySet<Member> => {
  const adults = households.flatMap((household) => household.members.filter((member) => member.role === "adult"))
  const minors = households.flatMap((household) => (household.shape.kind === "minor" ? household.members : []))
  const needing = [...deal(adults, margins.interpreter.shares, random)].filter(([, needs]) => needs === "yes")
  return new Set([...minors, ...needing.map(([member]) => member)])
}

/** What the origins and the assumed languages make of a hundred persons outside collective protection, for the comparison. */
export const expectedLanguages = (): Readonly<Record<string, number>> => {
  const shares: Record<string, number> = {}
  const byCountry = counts(otherShares(), 100_000)
  for (const [country, persons] of Object.entries(byCountry)) {
    for (const [language, own] of Object.entries(counts(languages[country] ?? {}, persons))) {
      shares[language] = (shares[language] ?? 0) + own / 1000
    }
  }
  return shares
}
