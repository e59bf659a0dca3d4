/**
 * The identity providers as an OIDC client sees them: authorization code with PKCE, state and nonce. Tells who somebody is to
 * the provider (issuer and subject) and nothing else: roles, names and organisations in a token are not read.
 */
import { Clock, Context, Effect, Layer, Redacted, Schema } from "effect"
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretBasic,
  Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  type ServerMetadata
} from "openid-client"
import type { IssuerKey } from "../../store/LoginStore.ts"
import { isOutage } from "./isOutage.ts"
import type { OidcIssuer, OidcSettings } from "./OidcSettings.ts"

/** The provider cannot answer now. */
export class IdentityProviderUnavailable extends Schema.TaggedError<IdentityProviderUnavailable>()(
  "IdentityProviderUnavailable",
  {}
) {
  override get message() {
    return "The identity provider does not answer. Try to log in again in a moment."
  }
}

/** A demo has none, unless the environment names one. */
export class IdentityProviderMissing extends Schema.TaggedError<IdentityProviderMissing>()(
  "IdentityProviderMissing",
  {}
) {
  override get message() {
    return "No identity provider is set up here. Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET."
  }
}

/** The provider said no, or what it said does not hold. Which of it is not told to whoever tries. */
export class LoginRefused extends Schema.TaggedError<LoginRefused>()("LoginRefused", {}) {
  override get message() {
    return "The login did not succeed. Start again from the first page."
  }
}

/** Where to send the browser, and what to remember until it comes back. */
export interface Departure {
  readonly address: URL
  readonly nonce: string
  readonly codeVerifier: string
}

export interface Arrival {
  readonly issuer: string
  readonly subject: string
}

export interface Expected {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

export class IdentityProviders extends Context.Service<
  IdentityProviders,
  {
    readonly depart: (
      through: IssuerKey,
      redirectUri: string,
      state: string
    ) => Effect.Effect<Departure, IdentityProviderMissing | IdentityProviderUnavailable>
    /** `returned` is our own address with the parameters the browser brought. */
    readonly arrive: (
      through: IssuerKey,
      returned: URL,
      expected: Expected
    ) => Effect.Effect<Arrival, IdentityProviderMissing | IdentityProviderUnavailable | LoginRefused>
    /**
     * Where a browser ends its login at the provider, too; undefined where the provider has no such address or does not answer:
     * the session here has ended, whatever the provider does.
     */
    readonly leave: (issuer: string, returnTo: string) => Effect.Effect<URL | undefined>
  }
>()("treff/api/IdentityProviders") {
  static readonly layer = (settings: OidcSettings | undefined) =>
    Layer.sync(IdentityProviders, () => makeProviders(settings))
}

/** Seconds a provider may take for one answer. */
const timeout = 5
/** Seconds its clock may be off. */
const tolerance = 10
const metadataKeptForMs = 10 * 60_000

const issuerKeys: ReadonlyArray<IssuerKey> = ["imdi", "municipality"]

const isSame = (known: string, issuer: string): boolean =>
  URL.canParse(issuer) && new URL(known).href === new URL(issuer).href

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"])

/** Plain HTTP only to this machine: for trying it out. */
const insecureAllowed = (issuer: string): boolean => {
  const { hostname, protocol } = new URL(issuer)
  return protocol === "http:" && loopback.has(hostname)
}

const makeProviders = (settings: OidcSettings | undefined): IdentityProviders["Service"] => {
  const kept = new Map<string, { readonly until: number; readonly metadata: ServerMetadata }>()

  const metadataOf = Effect.fnUntraced(function* ({ clientId, issuer }: OidcIssuer) {
    const now = yield* Clock.currentTimeMillis
    const last = kept.get(issuer)
    if (last !== undefined && last.until > now) return last.metadata
    const execute = insecureAllowed(issuer) ? [allowInsecureRequests] : []
    const found = yield* Effect.tryPromise({
      try: () => discovery(new URL(issuer), clientId, undefined, undefined, { execute, timeout }),
      catch: () => new IdentityProviderUnavailable()
    })
    const metadata = found.serverMetadata()
    kept.set(issuer, { until: now + metadataKeptForMs, metadata })
    return metadata
  })

  /** Made anew for each login: the provider's keys live with it, so a key that was changed or withdrawn counts at once. */
  const configured = Effect.fnUntraced(function* (through: IssuerKey) {
    const chosen = settings?.[through]
    if (chosen === undefined) return yield* new IdentityProviderMissing()
    const metadata = yield* metadataOf(chosen)
    const secret = Redacted.value(chosen.clientSecret)
    const configuration = new Configuration(
      metadata,
      chosen.clientId,
      { id_token_signed_response_alg: "RS256", [clockTolerance]: tolerance },
      ClientSecretBasic(secret)
    )
    configuration.timeout = timeout
    if (insecureAllowed(chosen.issuer)) allowInsecureRequests(configuration)
    // Without it the signature of an id_token that came over TLS is not looked at.
    enableNonRepudiationChecks(configuration)
    return configuration
  })

  return IdentityProviders.of({
    depart: Effect.fn("IdentityProviders.depart")(function* (through: IssuerKey, redirectUri: string, state: string) {
      const configuration = yield* configured(through)
      const codeVerifier = randomPKCECodeVerifier()
      const nonce = randomNonce()
      const challenge = yield* Effect.promise(() => calculatePKCECodeChallenge(codeVerifier))
      const address = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: "openid",
        code_challenge: challenge,
        code_challenge_method: "S256",
        state,
        nonce
      })
      return { address, nonce, codeVerifier }
    }),
    arrive: Effect.fn("IdentityProviders.arrive")(function* (
      through: IssuerKey,
      returned: URL,
      { codeVerifier, nonce, state }: Expected
    ) {
      const configuration = yield* configured(through)
      const answer = yield* Effect.tryPromise({
        try: () =>
          authorizationCodeGrant(configuration, returned, {
            expectedState: state,
            expectedNonce: nonce,
            pkceCodeVerifier: codeVerifier,
            idTokenExpected: true
          }),
        catch: (cause) => (isOutage(cause) ? new IdentityProviderUnavailable() : new LoginRefused())
      })
      const claims = answer.claims()
      if (claims === undefined || !isIdToken(answer.id_token)) return yield* new LoginRefused()
      return { issuer: claims.iss, subject: claims.sub }
    }),
    leave: Effect.fn("IdentityProviders.leave")(
      function* (issuer: string, returnTo: string) {
        const through = issuerKeys.find((key) => settings !== undefined && isSame(settings[key].issuer, issuer))
        if (through === undefined) return undefined
        const configuration = yield* configured(through)
        if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined
        return buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo })
      },
      Effect.catch(() => Effect.succeed(undefined))
    )
  })
}

const Header = Schema.fromJsonString(Schema.Struct({ typ: Schema.optionalKey(Schema.String) }))
const isHeader = Schema.decodeUnknownOption(Header)

/** A token that says it is another kind of token is none; most say only that they are JWTs, or nothing. */
const isIdToken = (token: string | undefined): boolean => {
  const header = isHeader(Buffer.from((token ?? "").split(".")[0] ?? "", "base64url").toString("utf8"))
  return header._tag === "Some" && (header.value.typ ?? "JWT").toUpperCase() === "JWT"
}
