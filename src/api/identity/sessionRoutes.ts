/** Who am I, for whom do I act, and out again. */
import { Effect } from "effect"
import { type Context, Hono } from "hono"
import { organisationText } from "../../casework/Role.ts"
import { AccountStore } from "../../store/AccountStore.ts"
import { SessionRefused, SessionStore } from "../../store/SessionStore.ts"
import { LoggedOutBody, OrganisationChoice, OrganisationsBody, SessionBody } from "../contract/identity.ts"
import { described } from "../describe.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import type { RequestEnv } from "../problem.ts"
import { answer } from "../run.ts"
import { unavailable } from "../unavailable.ts"
import { cookiesFor } from "./cookies.ts"
import { IdentityProviders } from "./IdentityProviders.ts"
import type { IdentityRuntime } from "./IdentityRuntime.ts"
import type { IdentitySettings } from "./IdentitySettings.ts"
import { organisationsOf } from "./organisations.ts"
import { sessionRefusals } from "./refusals.ts"

export const sessionRoutes = (runtime: IdentityRuntime, settings: IdentitySettings) => {
  const cookies = cookiesFor(settings)
  const homeOf = (c: Context): string => new URL("/", settings.url ?? c.req.url).href
  const catches = (c: Context) => ({ ...sessionRefusals(c), ...unavailable(c) })

  return new Hono<RequestEnv>()
    .get(
      "/session",
      described({
        id: "getSession",
        tag: "identity",
        summary: "Who is logged in, for whom and as what",
        answer: SessionBody,
        problems: ["login-required", "organisation-not-chosen", "no-assignment", "closed", "database-unavailable"]
      }),
      (c) =>
        answer(
          runtime,
          c,
          SessionStore.use((sessions) => sessions.open(cookies.session.read(c))).pipe(
            Effect.map(({ account, expiresAt, organisation, roles }) =>
              c.json({ account, organisation, roles, expires: expiresAt } satisfies typeof SessionBody.Type, 200)
            ),
            Effect.catchTags(catches(c))
          )
        )
    )
    .get(
      "/organisations",
      described({
        id: "listOwnOrganisations",
        tag: "identity",
        summary: "The organisations one may act for",
        answer: OrganisationsBody,
        problems: ["login-required", "closed", "database-unavailable"]
      }),
      (c) =>
        answer(
          runtime,
          c,
          SessionStore.use((sessions) => sessions.accountOf(cookies.session.read(c))).pipe(
            Effect.flatMap(organisationsOf),
            Effect.map((organisations) => c.json({ organisations }, 200)),
            Effect.catchTags(catches(c))
          )
        )
    )
    .post(
      "/organisation",
      described({
        id: "chooseOrganisation",
        tag: "identity",
        summary: "Act for one of them: a new session, which ends the one before",
        answer: SessionBody,
        demands: ["body"],
        problems: ["login-required", "no-assignment", "closed", "database-unavailable"]
      }),
      jsonBody(OrganisationChoice, { organisation: { _tag: "municipality", code: "4601" } }),
      (c) =>
        answer(
          runtime,
          c,
          Effect.gen(function* () {
            const sessions = yield* SessionStore
            const before = cookies.session.read(c)
            const account = yield* sessions.accountOf(before)
            const wanted = organisationText(c.req.valid("json").organisation)
            const own = (yield* organisationsOf(account)).find(
              ({ organisation }) => organisationText(organisation) === wanted
            )
            if (own === undefined) return yield* new SessionRefused({ reason: "no-assignment" })
            const token = yield* sessions.start(account, own.organisation)
            if (before !== undefined) yield* sessions.end(before)
            const { expiresAt, organisation, roles } = yield* sessions.open(token)
            cookies.session.write(c, token)
            return c.json({ account, organisation, roles, expires: expiresAt } satisfies typeof SessionBody.Type, 200)
          }).pipe(Effect.catchTags(catches(c)))
        )
    )
    .post(
      "/logout",
      described({
        id: "logOut",
        tag: "identity",
        summary: "Ends the session, clears what the browser keeps of Treff, and tells where to log out of the provider",
        answer: LoggedOutBody,
        demands: [],
        problems: ["database-unavailable"]
      }),
      (c) =>
        answer(
          runtime,
          c,
          Effect.gen(function* () {
            const token = cookies.session.read(c)
            const account = token === undefined ? undefined : yield* (yield* SessionStore).end(token)
            cookies.session.remove(c)
            c.header("clear-site-data", '"cache", "cookies", "storage"')
            const provider = account === undefined ? null : yield* farewellOf(account, homeOf(c))
            return c.json({ ended: account !== undefined, provider }, 200)
          }).pipe(Effect.catchTags(unavailable(c)))
        )
    )
}

/** The provider's own address for logging out; null for the demo's people, who logged in nowhere. */
const farewellOf = Effect.fnUntraced(
  function* (account: string, home: string) {
    const issuer = yield* (yield* AccountStore).issuerOf(account)
    const address = yield* (yield* IdentityProviders).leave(issuer, home)
    return address?.href ?? null
  },
  Effect.catchTag("AccountUnknown", () => Effect.succeed(null))
)
