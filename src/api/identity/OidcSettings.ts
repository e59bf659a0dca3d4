/** The identity providers people come through, as the environment names them. */
import type { Redacted } from "effect"

export interface OidcIssuer {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted
}

export interface OidcSettings {
  readonly imdi: OidcIssuer
  /** The same one where municipalities have none of their own. */
  readonly municipality: OidcIssuer
}
