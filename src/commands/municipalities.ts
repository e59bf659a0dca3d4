/**
 * `treff municipalities load`: puts a version of the municipalities' figures into use, whole or not at all, and says what it
 * changes. Refuses another content under a version that is there.
 */
import { Effect, Layer, Option } from "effect"
import type { MunicipalityFile } from "../domain/Municipality.ts"
import { loadMunicipalities } from "../intake/loadMunicipalities.ts"
import type { Access } from "../store/Access.ts"
import { Database } from "../store/Database.ts"
import type { DatabaseSettings } from "../store/DatabaseSettings.ts"
import { MunicipalityStore } from "../store/MunicipalityStore.ts"
import { answerIsNo, done } from "./exit.ts"
import { type Differences, differencesBetween, isSame } from "./municipalityDifferences.ts"
import { print, printJson } from "./output.ts"

/** Whoever may run commands on the machine; the audit log knows no more of them. */
const operator: Access = { role: "api_imdi", user: "operator", purpose: "operations" }

interface MunicipalitiesLoaded {
  readonly version: string
  /** `there` = it was in use already; `clash` = the version is there and is another, or not the latest. */
  readonly outcome: "saved" | "there" | "clash"
  readonly municipalities: number
  /** Synthetic facts and declarations left out. */
  readonly leftOut: number
  /** The version in use until now; null = none. */
  readonly previous: string | null
  /** From the version in use until now; null where there was none. */
  readonly differences: Differences | null
}

export interface LoadOptions {
  readonly withoutSynthetic?: boolean
}

const save = Effect.fnUntraced(function* (file: MunicipalityFile) {
  const files = yield* MunicipalityStore
  const latest = Option.getOrNull(
    yield* files.getLatest(operator).pipe(
      Effect.map(Option.some),
      Effect.catchTag("NotFound", () => Effect.succeed(Option.none<MunicipalityFile>()))
    )
  )
  const differences = latest === null ? null : differencesBetween(latest, file)
  const found = { previous: latest?.version ?? null, differences }
  if (latest?.version === file.version && differences !== null)
    return { ...found, outcome: isSame(differences) ? "there" : "clash" } as const
  return yield* files.saveFile(operator, file).pipe(
    Effect.as({ ...found, outcome: "saved" } as const),
    Effect.catchTag("AlreadySaved", () => Effect.succeed({ ...found, outcome: "clash" } as const))
  )
})

export const loadIntoUse = Effect.fn("municipalities load")(function* (
  settings: DatabaseSettings,
  name: string,
  { withoutSynthetic = false }: LoadOptions
) {
  const { file, leftOut } = yield* loadMunicipalities(name, { mode: settings.mode, withoutSynthetic })
  const saved = yield* save(file).pipe(
    Effect.provide(MunicipalityStore.layer.pipe(Layer.provide(Database.layer(settings))))
  )
  const { municipalities, version } = file
  return { version, municipalities: municipalities.length, leftOut, ...saved } satisfies MunicipalitiesLoaded
})

const sentences: Readonly<Record<MunicipalitiesLoaded["outcome"], (found: MunicipalitiesLoaded) => string>> = {
  saved: ({ municipalities, version }) => `Version ${version} is saved and in use: ${municipalities} municipalities.`,
  there: ({ version }) => `Version ${version} was in use already; nothing was changed.`,
  clash: ({ previous, version }) =>
    `Version ${version} is saved already with another content, or an older one; ${previous} stays in use. Give the file another version.`
}

const linesOf = (found: MunicipalitiesLoaded): ReadonlyArray<string> => {
  const { differences, leftOut, outcome, previous } = found
  return [
    sentences[outcome](found),
    ...(leftOut === 0 ? [] : [`Left out as synthetic: ${leftOut}.`]),
    ...(previous === null ? ["There was none before."] : []),
    ...(differences === null || isSame(differences)
      ? []
      : [
          `Against ${previous}:`,
          ...Object.entries(differences).map(
            ([part, { added, changed, removed }]) =>
              `  ${part.padEnd(14)} ${added} added, ${changed} changed, ${removed} removed`
          )
        ])
  ]
}

export const showLoaded = (found: MunicipalitiesLoaded, { json }: { readonly json: boolean }): number => {
  if (json) printJson(found)
  else print(linesOf(found).join("\n"))
  return found.outcome === "clash" ? answerIsNo : done
}
