/** Why Treff does not start in production: everything that is missing or unsafe at once, one sentence each. */
import { Redacted } from "effect"
import type { Settings } from "./settings.ts"

const keyLength = 32

/** The bytes of TREFF_KEY as hex or base64; undefined when they are not 32. */
export const keyBytes = (text: string): Uint8Array | undefined => {
  if (/^[0-9a-f]{64}$/iu.test(text)) return Buffer.from(text, "hex")
  if (!/^[\w+/-]{43}=?$/u.test(text)) return undefined
  const bytes = Buffer.from(text, "base64")
  return bytes.byteLength === keyLength ? bytes : undefined
}

/** A key somebody typed and nobody drew: a few bytes again and again, or bytes that count. */
const isMadeUp = (bytes: Uint8Array): boolean => {
  const steps = new Set(bytes.map((byte, n) => (n === 0 ? (bytes[1] ?? 0) - byte : byte - (bytes[n - 1] ?? 0))))
  return steps.size === 1 || new Set(bytes).size < keyLength / 2
}

const keyRefusals = (key: Settings["key"]): ReadonlyArray<string> => {
  if (key === undefined) return ["TREFF_KEY is missing: set it to 32 random bytes, as hex or base64."]
  const bytes = keyBytes(Redacted.value(key))
  if (bytes === undefined) return ["TREFF_KEY is not 32 bytes: set it to 32 random bytes, as hex or base64."]
  return isMadeUp(bytes) ? ["TREFF_KEY is no random key: make one with `openssl rand -base64 32`."] : []
}

const urlRefusals = (url: string | undefined): ReadonlyArray<string> => {
  if (url === undefined) return ["TREFF_URL is missing: set it to the public https address of Treff."]
  return isSecure(url) ? [] : ["TREFF_URL is not https: set it to the public https address of Treff."]
}

const isSecure = (address: string): boolean => address.startsWith("https:")

const names = { issuer: "ISSUER", clientId: "CLIENT_ID", clientSecret: "CLIENT_SECRET" } as const

/** Which variables of an identity provider are missing, and whether it is asked over TLS. */
const issuerRefusals = (prefix: string, found: Settings["oidc"]["imdi"]): ReadonlyArray<string> => [
  ...(Object.keys(names) as Array<keyof typeof names>)
    .filter((field) => found[field] === undefined)
    .map((field) => `${prefix}_${names[field]} is missing: production needs an identity provider to log in with.`),
  ...(found.issuer === undefined || isSecure(found.issuer)
    ? []
    : [`${prefix}_ISSUER is not https: use the identity provider's https address.`])
]

/** None when Treff may start. The demo may always. */
export const productionRefusals = ({ database, key, mode, oidc, smtpUrl, url }: Settings): ReadonlyArray<string> =>
  mode === "demo"
    ? []
    : [
        ...(database.url === undefined
          ? ["DATABASE_URL is missing: production runs on PostgreSQL, never on the embedded database."]
          : []),
        ...urlRefusals(url),
        ...keyRefusals(key),
        ...issuerRefusals("OIDC", oidc.imdi),
        ...(Object.keys(oidc.municipality).length === 0 ? [] : issuerRefusals("OIDC_MUNICIPALITY", oidc.municipality)),
        ...(smtpUrl === undefined ? ["SMTP_URL is missing: municipalities are told of requests by mail."] : [])
      ]
