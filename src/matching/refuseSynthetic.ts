/** Production takes no synthetic facts (S25): they are removed, so that the criteria answer «unknown» instead. */
import { County, LabourRegion, Municipality, MunicipalityFile } from "../domain/Municipality.ts"

export const refuseSynthetic = (file: MunicipalityFile): MunicipalityFile => {
  const synthetic = new Set(file.sources.filter((source) => source.kind === "synthetic").map((source) => source.id))
  const real = <T extends { readonly source: MunicipalityFile["sources"][number]["id"] } | undefined>(
    numbers: Readonly<Record<string, T>>
  ) =>
    Object.fromEntries(
      Object.entries(numbers).filter(([, number]) => number !== undefined && !synthetic.has(number.source))
    )
  return new MunicipalityFile({
    ...file,
    sources: file.sources.filter((source) => source.kind !== "synthetic"),
    counties: file.counties.map(
      (county) =>
        new County({
          ...county,
          seekersPerVacancy: real(county.seekersPerVacancy) as County["seekersPerVacancy"],
          interpreters: real(county.interpreters) as County["interpreters"]
        })
    ),
    regions: file.regions.map(
      (region) =>
        new LabourRegion({
          ...region,
          jobsByOccupation: real(region.jobsByOccupation) as LabourRegion["jobsByOccupation"]
        })
    ),
    municipalities: file.municipalities.map((municipality) => {
      const { declaration, facts, ...rest } = municipality
      return new Municipality({
        ...rest,
        facts: real(facts) as Municipality["facts"],
        ...(declaration !== undefined && !synthetic.has(declaration.source) ? { declaration } : {})
      })
    })
  })
}
