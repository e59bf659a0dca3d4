/**
 * The municipality file with what municipalities and counties have declared in Treff since it was made: the latest counts. The
 * version tells how far declarations were read, so that a plan is explained by the facts it was solved with.
 */
import { Declaration, type SameAgeOffer } from "../../domain/Declaration.ts"
import { Source, SourceId } from "../../domain/Fact.ts"
import type { IsoDate } from "../../domain/IsoDate.ts"
import { Municipality, MunicipalityFile } from "../../domain/Municipality.ts"
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"

type Offers = ReadonlyArray<typeof SameAgeOffer.Type>

export interface Declared {
  readonly declarations: ReadonlyMap<MunicipalityCode, Declaration>
  /** Places a county has confirmed: instead of what is said of them elsewhere (S16). */
  readonly offers: ReadonlyMap<MunicipalityCode, Offers>
  /** How far they were read; null when there are none. */
  readonly mark: string | null
}

const separator = "+declared-"

/** The version of the file itself, and how far declarations were read. */
export const splitVersion = (version: string): { readonly file: string; readonly mark: string | null } => {
  const [file = version, mark = null] = version.split(separator)
  return { file, mark }
}

const own = SourceId.make("declared-in-treff")

const latestDay = ({ declarations, offers }: Declared, otherwise: IsoDate): IsoDate =>
  [
    ...[...declarations.values()].map(({ declaredOn }) => declaredOn),
    ...[...offers.values()].flat().map(({ confirmedOn }) => confirmedOn)
  ].reduce((latest, day) => (day > latest ? day : latest), otherwise)

export const withDeclarations = (file: MunicipalityFile, declared: Declared, day: IsoDate): MunicipalityFile => {
  const { declarations, mark, offers } = declared
  if (mark === null) return file
  const declarationOf = ({ code, declaration }: Municipality): Declaration | undefined => {
    const said = declarations.get(code)
    const confirmed = offers.get(code)
    const latest = said === undefined ? declaration : new Declaration({ ...said, source: own })
    if (confirmed === undefined) return latest
    return new Declaration({
      ...(latest ?? { declaredOn: latestDay({ ...declared, declarations: new Map() }, day), source: own }),
      sameAgeEducation: confirmed
    })
  }
  return new MunicipalityFile({
    ...file,
    version: `${file.version}${separator}${mark}`,
    sources: [
      ...file.sources,
      new Source({
        id: own,
        title: "Erklæringer i Treff",
        producer: "Kommuner og fylkeskommuner",
        date: latestDay(declared, day),
        licence: "–",
        kind: "measured"
      })
    ],
    municipalities: file.municipalities.map((municipality) => {
      const declaration = declarationOf(municipality)
      return new Municipality({ ...municipality, ...(declaration === undefined ? {} : { declaration }) })
    })
  })
}
