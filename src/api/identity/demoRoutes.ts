/** The role picker of the demo: whoever asks is whom they choose. Mounted in demo mode only. */
import { Effect } from "effect"
import { Hono } from "hono"
import { SessionStore } from "../../store/SessionStore.ts"
import { DemoChoice, DemoPeopleBody, SessionBody } from "../contract/identity.ts"
import { described } from "../describe.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { problem, type RequestEnv } from "../problem.ts"
import { answer } from "../run.ts"
import { unavailable } from "../unavailable.ts"
import { cookiesFor } from "./cookies.ts"
import { demoPeople } from "./demoPeople.ts"
import type { IdentityRuntime } from "./IdentityRuntime.ts"
import type { IdentitySettings } from "./IdentitySettings.ts"
import { sessionRefusals } from "./refusals.ts"

export const demoRoutes = (runtime: IdentityRuntime, settings: IdentitySettings) => {
  const cookies = cookiesFor(settings)
  return new Hono<RequestEnv>()
    .get(
      "/",
      described({
        id: "listDemoPeople",
        tag: "identity",
        summary: "Who one can be in the demo",
        answer: DemoPeopleBody
      }),
      (c) => c.json({ people: demoPeople.map(({ account: _, ...person }) => person) }, 200)
    )
    .post(
      "/",
      described({
        id: "becomeDemoPerson",
        tag: "identity",
        summary: "Log in as one of them",
        answer: SessionBody,
        demands: ["body"],
        problems: ["not-found", "no-assignment", "closed", "database-unavailable"]
      }),
      jsonBody(DemoChoice, { person: "officer-1" }),
      (c) => {
        const wanted = c.req.valid("json").person
        const chosen = demoPeople.find(({ person }) => person === wanted)
        return answer(
          runtime,
          c,
          Effect.gen(function* () {
            if (chosen === undefined) return problem(c, "not-found", "Choose one of those GET /auth/demo lists.")
            const sessions = yield* SessionStore
            const before = cookies.session.read(c)
            const token = yield* sessions.start(chosen.account, chosen.organisation)
            if (before !== undefined) yield* sessions.end(before)
            const { account, expiresAt, organisation, roles } = yield* sessions.open(token)
            cookies.session.write(c, token)
            return c.json({ account, organisation, roles, expires: expiresAt } satisfies typeof SessionBody.Type, 200)
          }).pipe(Effect.catchTags({ ...sessionRefusals(c), ...unavailable(c) }))
        )
      }
    )
}
