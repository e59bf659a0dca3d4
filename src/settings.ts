/**
 * The environment as one value, read once at start. Refuses what it does not understand, in one sentence; what production
 * demands beyond that is in productionRefusals.ts.
 */
import { Effect, Redacted, Schema } from "effect"
import type { OidcIssuer, OidcSettings } from "./api/identity/OidcSettings.ts"
import type { Environment } from "./environmentNames.ts"
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
  /** Public address without a slash at its end; undefined = http://localhost:PORT. */
  readonly url: string | undefined
  readonly database: DatabaseSettings
  /** What the environment says of IMDi's identity provider and of the municipalities' own, whole or not. */
  readonly oidc: { readonly imdi: Partial<OidcIssuer>; readonly municipality: Partial<OidcIssuer> }
  /** 32 bytes, as hex or base64. */
  readonly key: Redacted.Redacted | undefined
  /** Holds a password. */
  readonly smtpUrl: Redacted.Redacted | undefined
  /** Who notices are from; undefined = treff@ the public address's host. */
  readonly mailFrom: string | undefined
}

/** The identity providers, when IMDi's is named whole. Municipalities without one of their own use IMDi's. */
export const oidcOf = ({ oidc: { imdi, municipality } }: Settings): OidcSettings | undefined =>
  isWhole(imdi) ? { imdi, municipality: isWhole(municipality) ? municipality : imdi } : undefined

const isWhole = (issuer: Partial<OidcIssuer>): issuer is OidcIssuer =>
  issuer.issuer !== undefined && issuer.clientId !== undefined && issuer.clientSecret !== undefined

const defaultPort = 8080
const largestPort = 65_535

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

const given = (text: string | undefined): string | undefined => (text === undefined || text === "" ? undefined : text)
const secretOf = (text: string | undefined) => (text === undefined || text === "" ? undefined : Redacted.make(text))

const secret = (key: "url" | "ownerUrl" | "clientSecret", text: string | undefined) =>
  text === undefined || text === "" ? {} : { [key]: Redacted.make(text) }

const plain = (key: "issuer" | "clientId", text: string | undefined) =>
  text === undefined || text === "" ? {} : { [key]: text }

const addressOf = (name: string, text: string | undefined): Effect.Effect<string | undefined, SettingInvalid> =>
  given(text) === undefined || (URL.canParse(text ?? "") && /^https?:/u.test(text ?? ""))
    ? Effect.succeed(given(text))
    : Effect.fail(new SettingInvalid({ name, advice: "Use a whole address, like https://treff.example.no." }))

/** Scheme and host, and nothing that a browser would not send as its origin. */
const originOf = Effect.fnUntraced(function* (text: string | undefined) {
  const address = yield* addressOf("TREFF_URL", text)
  if (address === undefined) return undefined
  const { hash, origin, password, pathname, search, username } = new URL(address)
  if (`${username}${password}${search}${hash}` === "" && pathname === "/") return origin
  return yield* new SettingInvalid({
    name: "TREFF_URL",
    advice: "Use scheme and host alone, like https://treff.example.no, without path, login or parameters."
  })
})

const mailServerOf = (text: string | undefined): Effect.Effect<Redacted.Redacted | undefined, SettingInvalid> =>
  given(text) === undefined || (URL.canParse(text ?? "") && /^smtps?:\/\/[^/]/u.test(text ?? ""))
    ? Effect.succeed(secretOf(text))
    : Effect.fail(
        new SettingInvalid({ name: "SMTP_URL", advice: "Use an address like smtps://LOGIN:PASSWORD@mail.example.no." })
      )

const mailbox = String.raw`[\w.+-]+@[a-z\d](?:[a-z\d.-]*[a-z\d])?`
const senders = new RegExp(`^(?:${mailbox}|[\\p{L}\\p{N} .-]+ <${mailbox}>)$`, "iu")

const senderOf = (text: string | undefined): Effect.Effect<string | undefined, SettingInvalid> =>
  given(text) === undefined || senders.test(text ?? "")
    ? Effect.succeed(given(text))
    : Effect.fail(
        new SettingInvalid({
          name: "SMTP_FROM",
          advice: "Use one address, like treff@example.no or Treff <treff@example.no>."
        })
      )

const issuerOf = Effect.fnUntraced(function* (environment: Environment, prefix: "OIDC" | "OIDC_MUNICIPALITY") {
  const issuer = yield* addressOf(`${prefix}_ISSUER`, environment[`${prefix}_ISSUER`])
  return {
    ...plain("issuer", issuer),
    ...plain("clientId", environment[`${prefix}_CLIENT_ID`]),
    ...secret("clientSecret", environment[`${prefix}_CLIENT_SECRET`])
  }
})

export const settingsFrom = Effect.fn("settingsFrom")(function* (environment: Environment) {
  const mode = yield* modeOf(environment.TREFF_MODE)
  const port = yield* portOf(environment.PORT)
  const settings: Settings = {
    mode,
    port,
    url: yield* originOf(environment.TREFF_URL),
    database: {
      mode,
      directory: given(environment.TREFF_DATA) ?? defaultDirectory,
      ...secret("url", environment.DATABASE_URL),
      ...secret("ownerUrl", environment.DATABASE_OWNER_URL)
    },
    oidc: {
      imdi: yield* issuerOf(environment, "OIDC"),
      municipality: yield* issuerOf(environment, "OIDC_MUNICIPALITY")
    },
    key: secretOf(environment.TREFF_KEY),
    smtpUrl: yield* mailServerOf(environment.SMTP_URL),
    mailFrom: yield* senderOf(environment.SMTP_FROM)
  }
  return settings
})
