/** A municipality file as it is put into use: decoded, whole in itself, and without made-up facts where production wants none. */
import { Effect } from "effect"
import { MunicipalityFile } from "../domain/Municipality.ts"
import type { Mode } from "../matching/consistency.ts"
import { refuseSynthetic } from "../matching/refuseSynthetic.ts"
import { checkMunicipalities, type FileProblem, syntheticUses } from "./checkMunicipalities.ts"
import { decodeText, fieldOf, lineOf } from "./decodeText.ts"
import { readText } from "./files.ts"
import { InputInvalid } from "./InputInvalid.ts"

export interface LoadedMunicipalities {
  readonly file: MunicipalityFile
  /** Synthetic facts and declarations that were left out. */
  readonly leftOut: number
}

export const loadMunicipalities = Effect.fn("loadMunicipalities")(function* (
  name: string,
  { mode, withoutSynthetic }: { readonly mode: Mode; readonly withoutSynthetic: boolean }
) {
  const text = yield* readText(name)
  const read = yield* decodeText(MunicipalityFile, text, name, "treff-municipalities")
  const refuse = (problems: ReadonlyArray<FileProblem>) => {
    const [first, ...others] = problems
    if (first === undefined) return Effect.void
    const { advice, path, problem } = first
    const where = { file: name, line: lineOf(text, path), field: fieldOf(path) }
    return Effect.fail(new InputInvalid({ ...where, problem, advice, more: others.length }))
  }
  yield* refuse(checkMunicipalities(read))
  const uses = syntheticUses(read)
  if (!withoutSynthetic) {
    if (mode === "production") yield* refuse(uses)
    return { file: read, leftOut: 0 } satisfies LoadedMunicipalities
  }
  const file = refuseSynthetic(read)
  // Numbers a place cannot be without, such as its free places, stay in the file and are refused.
  yield* refuse(syntheticUses(new MunicipalityFile({ ...file, sources: read.sources })))
  return { file, leftOut: uses.length } satisfies LoadedMunicipalities
})
