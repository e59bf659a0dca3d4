/** The calibrated margins of a round counted beside the published ones. Counts what is in the round, whoever made it. */
import { counters, type Households, of, ordinary, persons } from "./counters.ts"
import type { RoundEncoded } from "./encoded.ts"
import { type MarginRow, percentOf } from "./Margin.ts"
import { type MarginId, margins, waitingMean } from "./margins.ts"
import { expectedLanguages } from "./origins.ts"
import { seeRound } from "./seen.ts"

const tally = (categories: Iterable<string | undefined>): Map<string, number> => {
  const counted = new Map<string, number>()
  for (const category of categories) if (category !== undefined) counted.set(category, (counted.get(category) ?? 0) + 1)
  return counted
}
const rounded = (share: number): number => Math.round(share * 10) / 10

const rowsOf = (id: MarginId, households: Households, date: string): ReadonlyArray<MarginRow> => {
  const margin = margins[id]
  const counted = tally(counters[id](households, date))
  const total = [...counted.values()].reduce((all, one) => all + one, 0)
  const { basis, of: population, title } = margin
  return Object.keys(margin.shares).map((category) => {
    const target = rounded(percentOf(margin as Parameters<typeof percentOf>[0], category))
    const count = counted.get(category) ?? 0
    return {
      margin: id,
      title,
      of: population,
      category,
      unit: "%",
      published: basis.kind === "published" ? target : null,
      assumption: basis.kind === "assumption" ? target : null,
      generated: total === 0 ? 0 : rounded((100 * count) / total),
      count,
      source: basis.kind === "published" ? basis.source : basis.reason,
      date: basis.kind === "published" ? basis.date : null
    }
  })
}

const languageRows = (households: Households): ReadonlyArray<MarginRow> => {
  const spoken = tally(persons(of("other", households)).map((one) => one.person.language))
  const total = [...spoken.values()].reduce((all, one) => all + one, 0)
  return Object.entries(expectedLanguages()).map(([language, share]) => ({
    margin: "other-language",
    title: "Other: language",
    of: "persons",
    category: language,
    unit: "%",
    published: null,
    assumption: rounded(share),
    generated: total === 0 ? 0 : rounded((100 * (spoken.get(language) ?? 0)) / total),
    count: spoken.get(language) ?? 0,
    source: "Follows from the countries of origin and Treff's own choice of languages by country",
    date: null
  }))
}

const waitingRow = (households: Households): MarginRow => {
  const waits = persons(ordinary(households)).map((one) => one.household.waited)
  const { basis, days, of: population, title } = waitingMean
  return {
    margin: "waiting-mean",
    title,
    of: population,
    category: "mean",
    unit: "days",
    published: days,
    assumption: null,
    generated: waits.length === 0 ? 0 : rounded(waits.reduce((all, one) => all + one, 0) / waits.length),
    count: waits.length,
    source: basis.kind === "published" ? basis.source : basis.reason,
    date: basis.kind === "published" ? basis.date : null
  }
}

export const compareMargins = (round: RoundEncoded): ReadonlyArray<MarginRow> => {
  const households = seeRound(round)
  const ids = Object.keys(margins) as Array<MarginId>
  return [
    ...ids.flatMap((id) => rowsOf(id, households, round.date)),
    ...languageRows(households),
    waitingRow(households)
  ]
}
