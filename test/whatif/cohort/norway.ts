/** The municipalities the generator is tried on: the real ones. */
import { readFileSync } from "node:fs"
import { Schema } from "effect"
import { IsoDate } from "../../../src/domain/IsoDate.ts"
import { MunicipalityFile } from "../../../src/domain/Municipality.ts"
import { type Cohort, generateCohort } from "../../../src/whatif/cohort/generate.ts"

const text = readFileSync(new URL("../../../fixtures/norway/municipalities.json", import.meta.url), "utf8")
export const file = Schema.decodeUnknownSync(MunicipalityFile)(JSON.parse(text))
export const { municipalities } = file

export const date = IsoDate.make("2024-11-29")

export const cohort = (persons: number, seed: number): Cohort =>
  generateCohort({ persons, seed, date, nextRound: IsoDate.make("2024-12-20"), municipalities })
