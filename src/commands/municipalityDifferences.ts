/** What one municipality file says otherwise than another, in counts. Figures are compared with their source. */
import { Schema } from "effect"
import { MunicipalityFile } from "../domain/Municipality.ts"

export interface Difference {
  readonly added: number
  readonly removed: number
  readonly changed: number
}

const parts = ["municipalities", "facts", "places", "declarations", "counties", "regions", "sources"] as const
export type Part = (typeof parts)[number]
export type Differences = Readonly<Record<Part, Difference>>

type Encoded = typeof MunicipalityFile.Encoded
const encode = Schema.encodeSync(MunicipalityFile)

/** One text for one content, whatever the order of its keys. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part
  )

const entriesOf: Readonly<Record<Part, (file: Encoded) => ReadonlyArray<readonly [key: string, value: unknown]>>> = {
  municipalities: (file) =>
    file.municipalities.map(({ declaration: _, facts: __, freePlaces: ___, ...place }) => [place.code, place]),
  facts: (file) =>
    file.municipalities.flatMap(({ code, facts }) =>
      Object.entries(facts).map(([id, fact]) => [`${code} ${id}`, fact] as const)
    ),
  places: (file) => file.municipalities.map(({ code, freePlaces }) => [code, freePlaces]),
  declarations: (file) =>
    file.municipalities.flatMap(({ code, declaration }) => (declaration === undefined ? [] : [[code, declaration]])),
  counties: (file) => file.counties.map((county) => [county.code, county]),
  regions: (file) => file.regions.map((region) => [region.id, region]),
  sources: (file) => file.sources.map((source) => [source.id, source])
}

const differenceOf = (part: Part, before: Encoded, later: Encoded): Difference => {
  const of = (file: Encoded) => new Map(entriesOf[part](file).map(([key, value]) => [key, textOf(value)]))
  const [old, now] = [of(before), of(later)]
  return {
    added: [...now.keys()].filter((key) => !old.has(key)).length,
    removed: [...old.keys()].filter((key) => !now.has(key)).length,
    changed: [...now].filter(([key, text]) => old.has(key) && old.get(key) !== text).length
  }
}

export const differencesBetween = (before: MunicipalityFile, later: MunicipalityFile): Differences => {
  const [old, now] = [encode(before), encode(later)]
  return Object.fromEntries(parts.map((part) => [part, differenceOf(part, old, now)])) as Record<Part, Difference>
}

export const isSame = (differences: Differences): boolean =>
  Object.values(differences).every(({ added, changed, removed }) => added + changed + removed === 0)
