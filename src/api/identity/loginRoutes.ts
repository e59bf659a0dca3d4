/**
 * To the identity provider and back. Each return is taken once, in the browser that left; what the provider says of a person
 * beyond issuer and subject is not read, and what it says of an error is not passed on.
 */
import { Effect, Schema } from "effect"
import { type Context, Hono } from "hono"
import { describeRoute, validator } from "hono-openapi"
import { AccountStore } from "../../store/AccountStore.ts"
import { LoginStore } from "../../store/LoginStore.ts"
import { SessionStore } from "../../store/SessionStore.ts"
import { newToken } from "../../store/secretToken.ts"
import { refuse, refusedParameter } from "../parameters.ts"
import { problem, type RequestEnv } from "../problem.ts"
import { answer } from "../run.ts"
import { unavailable } from "../unavailable.ts"
import { cookiesFor } from "./cookies.ts"
import { IdentityProviders, LoginRefused } from "./IdentityProviders.ts"
import type { IdentityRuntime } from "./IdentityRuntime.ts"
import type { IdentitySettings } from "./IdentitySettings.ts"
import { organisationsOf } from "./organisations.ts"
import { loginRefusals, providerRefusals, sessionRefusals } from "./refusals.ts"
import { returnPathOf } from "./returnPath.ts"

const loginParameters = Schema.toStandardSchemaV1(
  Schema.Struct({
    with: Schema.optionalKey(Schema.Literals(["imdi", "municipality"])),
    return: Schema.optionalKey(Schema.String)
  }),
  { parseOptions: { errors: "all", onExcessProperty: "error" } }
)

/** Addresses a browser is sent to; programs have nothing to do there. */
const forBrowsers = describeRoute({ hide: true })

export const loginRoutes = (runtime: IdentityRuntime, settings: IdentitySettings) => {
  const cookies = cookiesFor(settings)
  const callbackOf = (c: Context): URL => new URL("/auth/callback", settings.url ?? c.req.url)

  const depart = Effect.fnUntraced(function* (c: Context, through: "imdi" | "municipality", returnPath: string) {
    yield* refuseClosed
    const state = newToken()
    const providers = yield* IdentityProviders
    const { address, codeVerifier, nonce } = yield* providers.depart(through, callbackOf(c).href, state)
    yield* (yield* LoginStore).begin(state, { issuer: through, nonce, codeVerifier, returnPath })
    cookies.login.write(c, state)
    return c.redirect(address.href, 302)
  })

  const arrive = Effect.fnUntraced(function* (c: Context) {
    const left = cookies.login.read(c)
    cookies.login.remove(c)
    yield* refuseClosed
    const state = c.req.query("state")
    if (state === undefined || state !== left) return yield* refused("unknown-state")
    const login = yield* (yield* LoginStore).take(state)
    if (login === undefined) return yield* refused("unknown-state")
    const returned = callbackOf(c)
    returned.search = new URL(c.req.url).search
    const { issuer, subject } = yield* (yield* IdentityProviders)
      .arrive(login.issuer, returned, { ...login, state })
      .pipe(Effect.catchTag("LoginRefused", () => refused(login.issuer)))
    const account = yield* (yield* AccountStore).arrive(issuer, subject)
    yield* enter(c, account)
    return c.redirect(login.returnPath, 303)
  })

  /** A new session, whatever the browser had before. With several organisations one is chosen afterwards. */
  const enter = Effect.fnUntraced(function* (c: Context, account: string) {
    const sessions = yield* SessionStore
    const organisations = yield* organisationsOf(account)
    const [first, second] = organisations
    if (first === undefined) {
      yield* sessions.deny(`account:${account}`)
      return yield* new NobodyHere({ account })
    }
    const before = cookies.session.read(c)
    const token = yield* sessions.start(account, second === undefined ? first.organisation : undefined)
    if (before !== undefined) yield* sessions.end(before)
    cookies.session.write(c, token)
  })

  return new Hono<RequestEnv>()
    .get("/login", forBrowsers, validator("query", loginParameters, refuse), (c) => {
      const { return: asked = "/", with: through = "imdi" } = c.req.valid("query")
      return answer(
        runtime,
        c,
        Effect.gen(function* () {
          const returnPath = returnPathOf(asked)
          if (returnPath === undefined) return refusedParameter(c, "return", "a path of Treff, like /rounds")
          return yield* depart(c, through, returnPath)
        }).pipe(Effect.catchTags({ ...providerRefusals(c), ...sessionRefusals(c), ...unavailable(c) }))
      )
    })
    .get("/callback", forBrowsers, (c) =>
      answer(
        runtime,
        c,
        arrive(c).pipe(
          Effect.catchTags({
            ...loginRefusals(c),
            ...providerRefusals(c),
            ...sessionRefusals(c),
            ...unavailable(c),
            NobodyHere: ({ message }) => Effect.succeed(problem(c, "no-assignment", message))
          })
        )
      )
    )
}

/** The account is told, so that it can be told to whoever gives roles; it says nothing of its person. */
class NobodyHere extends Schema.TaggedError<NobodyHere>()("NobodyHere", { account: Schema.String }) {
  override get message() {
    return `The account has no role in Treff. Ask whoever gives roles in your organisation for one, and tell the number ${this.account}.`
  }
}

/** Leaves a trace first. */
const refused = (way: "imdi" | "municipality" | "unknown-state") =>
  SessionStore.use((sessions) => sessions.deny(`login:${way}`)).pipe(Effect.andThen(new LoginRefused()))

/** While Treff is closed nobody leaves for a login or comes back from one. */
const refuseClosed = SessionStore.use((sessions) => sessions.open(undefined)).pipe(
  Effect.asVoid,
  Effect.catchTag("SessionRefused", (error) => (error.reason === "closed" ? Effect.fail(error) : Effect.void))
)
