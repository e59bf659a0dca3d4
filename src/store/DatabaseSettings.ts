/** Which database to open, as a value: only the composition root reads the environment. */
import type { Redacted } from "effect"

export interface DatabaseSettings {
  /** TREFF_MODE. `production` refuses the embedded database and a login that could bypass row security. */
  readonly mode: "demo" | "production"
  /** TREFF_DATA: where the embedded database and its lock live. Used when `url` is absent. */
  readonly directory: string
  /** DATABASE_URL: PostgreSQL as the runtime login, a NOINHERIT member of the runtime roles that owns nothing. */
  readonly url?: Redacted.Redacted<string>
  /** DATABASE_OWNER_URL: PostgreSQL as a login that may become the owner; for migrate, backup and restore. */
  readonly ownerUrl?: Redacted.Redacted<string>
}

export const defaultDirectory = ".treff"
