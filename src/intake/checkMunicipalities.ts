/**
 * What must hold in a municipality file beyond its schema: each place, county, region and source stands once, and whatever is
 * named is there. Answers every problem with its place in the document; refuses to judge figures.
 */
import type { SourcedNumber } from "../domain/Fact.ts"
import type { MunicipalityFile } from "../domain/Municipality.ts"
import type { Path } from "./decodeText.ts"

export interface FileProblem {
  readonly path: Path
  readonly problem: string
  readonly advice: string
}

type Problems = ReadonlyArray<FileProblem>
type Numbers = Readonly<Record<string, SourcedNumber | undefined>>

/** Where a source is named, and which. */
interface SourceUse {
  readonly path: Path
  readonly source: string
}

const usesIn = (path: Path, numbers: Numbers): ReadonlyArray<SourceUse> =>
  Object.entries(numbers).flatMap(([key, number]) =>
    number === undefined ? [] : [{ path: [...path, key, "source"], source: number.source }]
  )

const sourceUses = (file: MunicipalityFile): ReadonlyArray<SourceUse> => [
  ...(file.masterSources ?? []).map((source, i) => ({ path: ["masterSources", i], source })),
  ...file.counties.flatMap((county, i) => [
    ...usesIn(["counties", i, "seekersPerVacancy"], county.seekersPerVacancy),
    ...usesIn(["counties", i, "interpreters"], county.interpreters)
  ]),
  ...file.regions.flatMap((region, i) => usesIn(["regions", i, "jobsByOccupation"], region.jobsByOccupation)),
  ...file.municipalities.flatMap(({ declaration, facts, freePlaces, settlement }, i) => [
    ...usesIn(["municipalities", i, "facts"], facts),
    ...settlement.map(({ source }, year) => ({ path: ["municipalities", i, "settlement", year, "source"], source })),
    { path: ["municipalities", i, "freePlaces", "source"], source: freePlaces.source },
    ...(declaration === undefined
      ? []
      : [{ path: ["municipalities", i, "declaration", "source"], source: declaration.source }])
  ])
]

/** Every place where the file leans on something made up; in what production takes there is none (S25). */
export const syntheticUses = (file: MunicipalityFile): Problems => {
  const synthetic = new Set<string>(file.sources.filter(({ kind }) => kind === "synthetic").map(({ id }) => id))
  return sourceUses(file)
    .filter(({ source }) => synthetic.has(source))
    .map(({ path }) => ({
      path,
      problem: "production takes no synthetic fact",
      advice: "Take it out, or load with --without-synthetic: what is left out counts as unknown."
    }))
}

const twice = (list: string, key: "code" | "id", keys: ReadonlyArray<string>): Problems =>
  keys.flatMap((one, i) =>
    keys.indexOf(one) === i
      ? []
      : [{ path: [list, i, key], problem: "stands in the list before", advice: "Keep one of the two." }]
  )

export const checkMunicipalities = (file: MunicipalityFile): Problems => {
  const { counties, municipalities, regions, sources } = file
  const countyCodes = new Set<string>(counties.map(({ code }) => code))
  const regionIds = new Set(regions.map(({ id }) => id))
  const sourceIds = new Set<string>(sources.map(({ id }) => id))
  const unnamed = (path: Path, list: string): FileProblem => ({
    path,
    problem: `is not in the file's ${list}`,
    advice: `Add it to ${list}, or name one that is there.`
  })
  return [
    ...(municipalities.length === 0
      ? [{ path: ["municipalities"], problem: "the list is empty", advice: "A file holds all municipalities." }]
      : []),
    ...twice("sources", "id", [...sources.map(({ id }) => id)]),
    ...twice("counties", "code", [...counties.map(({ code }) => code)]),
    ...twice("regions", "id", [...regions.map(({ id }) => id)]),
    ...twice("municipalities", "code", [...municipalities.map(({ code }) => code)]),
    ...municipalities.flatMap(({ county, region }, i) => [
      ...(countyCodes.has(county) ? [] : [unnamed(["municipalities", i, "county"], "counties")]),
      ...(regionIds.has(region) ? [] : [unnamed(["municipalities", i, "region"], "regions")])
    ]),
    ...sourceUses(file)
      .filter(({ source }) => !sourceIds.has(source))
      .map(({ path }) => unnamed(path, "sources"))
  ]
}
