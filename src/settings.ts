/** The environment as one value, read once at start. Refuses what it does not understand, in one sentence. */
import { Effect, Redacted, Schema } from "effect"
import type { Mode } from "./matching/consistency.ts"
import { type DatabaseSettings, defaultDirectory } from "./store/DatabaseSettings.ts"

export class SettingInvalid extends Schema.TaggedError<SettingInvalid>()("SettingInvalid", {
  name: Schema.String,
  advice: Schema.String
}) {
  override get message(): string {
    return `The environment variable ${this.name} is not understood. ${this.advice}`
  }
}

export interface Settings {
  readonly mode: Mode
  readonly port: number
  /** Public address; undefined = http://localhost:PORT. */
  readonly url: string | undefined
  readonly database: DatabaseSettings
}

const defaultPort = 8080
const largestPort = 65_535

type Environment = Readonly<Record<string, string | undefined>>

const modeOf = (text: string | undefined): Effect.Effect<Mode, SettingInvalid> =>
  text === undefined || text === "" || text === "demo"
    ? Effect.succeed("demo")
    : text === "production"
      ? Effect.succeed("production")
      : Effect.fail(new SettingInvalid({ name: "TREFF_MODE", advice: "Use demo or production." }))

const portOf = (text: string | undefined): Effect.Effect<number, SettingInvalid> => {
  const port = text === undefined || text === "" ? defaultPort : Number(text)
  return Number.isInteger(port) && port >= 0 && port <= largestPort
    ? Effect.succeed(port)
    : Effect.fail(new SettingInvalid({ name: "PORT", advice: `Use a whole number from 0 to ${largestPort}.` }))
}

const secret = (key: "url" | "ownerUrl", text: string | undefined) =>
  text === undefined || text === "" ? {} : { [key]: Redacted.make(text) }

export const settingsFrom = Effect.fn("settingsFrom")(function* (environment: Environment) {
  const mode = yield* modeOf(environment.TREFF_MODE)
  const port = yield* portOf(environment.PORT)
  const settings: Settings = {
    mode,
    port,
    url: environment.TREFF_URL,
    database: {
      mode,
      directory: environment.TREFF_DATA ?? defaultDirectory,
      ...secret("url", environment.DATABASE_URL),
      ...secret("ownerUrl", environment.DATABASE_OWNER_URL)
    }
  }
  return settings
})
