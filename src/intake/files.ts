/** Files a command reads: by name, or the ones that come with Treff. Says in one sentence why a file cannot be read. */
import { readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { Effect, Schema } from "effect"
import { MunicipalityFile } from "../domain/Municipality.ts"
import { Profile } from "../domain/Profile.ts"
import { Round } from "../domain/Round.ts"
import { decodeText } from "./decodeText.ts"

export class FileUnreadable extends Schema.TaggedError<FileUnreadable>()("FileUnreadable", {
  file: Schema.String,
  reason: Schema.String
}) {
  override get message(): string {
    return `${this.file} cannot be read (${this.reason}). Check the name and that you may read it.`
  }
}

export class FileUnwritable extends Schema.TaggedError<FileUnwritable>()("FileUnwritable", { file: Schema.String }) {
  override get message(): string {
    return `${this.file} cannot be written. Check that the folder exists and that you may write there.`
  }
}

export const writeText = (file: string, text: string): Effect.Effect<void, FileUnwritable> =>
  Effect.tryPromise({ try: () => writeFile(file, text), catch: () => new FileUnwritable({ file }) })

const fixture = (path: string): string => fileURLToPath(new URL(`../../fixtures/${path}`, import.meta.url))

export const demoRoundFile = fixture("rounds/demo.json")
export const municipalitiesFile = fixture("norway/municipalities.json")

export const readText = (file: string): Effect.Effect<string, FileUnreadable> =>
  Effect.tryPromise({
    try: () => readFile(file, "utf8"),
    catch: (cause) =>
      new FileUnreadable({
        file,
        reason:
          (cause as NodeJS.ErrnoException).code === "ENOENT"
            ? "no such file"
            : String((cause as NodeJS.ErrnoException).code)
      })
  })

export const readRound = (file: string = demoRoundFile) =>
  Effect.flatMap(readText(file), (text) => decodeText(Round, text, file, "treff-round"))

export const readMunicipalities = (file: string = municipalitiesFile) =>
  Effect.flatMap(readText(file), (text) => decodeText(MunicipalityFile, text, file, "treff-municipalities"))

export const readProfile = (file: string) =>
  Effect.flatMap(readText(file), (text) => decodeText(Profile, text, file, "treff-profile"))
