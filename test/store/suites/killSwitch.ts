/** F11: after the kill switch no session opens and none starts, in any process, until Treff is opened again. */
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { expect, test } from "vitest"
import { SessionStore } from "../../../src/store/SessionStore.ts"
import { repetitions } from "../../support/repetitions.ts"
import { auditedBy } from "./auditedBy.ts"
import { bergen, type IdentityHarness } from "./identityHarness.ts"

const open = (token: string | undefined) => SessionStore.use((sessions) => sessions.open(token))
const startedBy = (account: string) => SessionStore.use((sessions) => sessions.start(account, bergen))

export const killSwitch = (h: () => IdentityHarness) => {
  test("ends every session at once here, within a second elsewhere, and leaves a trace", async () => {
    const account = await h().person({ role: "municipality-write", organisation: bergen })
    for (let n = 0; n < repetitions(20); n++) {
      const by = `operator-${n}`
      const tokens = await h().run(Effect.all(Array.from({ length: 5 }, () => startedBy(account))))
      for (const token of tokens) {
        await h().run(open(token))
        await h().elsewhere(open(token))
      }
      const ended = await h().run(SessionStore.use((sessions) => sessions.endAll(by)))
      expect(ended).toBeGreaterThanOrEqual(tokens.length)
      for (const token of [...tokens, undefined, "A".repeat(43)])
        expect(await h().refusal(open(token))).toMatchObject({ reason: "closed" })
      await h().elsewhere(TestClock.adjust("1 second"))
      for (const token of [...tokens, undefined])
        expect(await h().elsewhere(Effect.flip(open(token)))).toMatchObject({ reason: "closed" })
      expect(await h().refusal(startedBy(account))).toMatchObject({ reason: "closed" })
      expect(await auditedBy(h().database.admin, by)).toEqual([{ action: "operate", subject: "sessions:end" }])

      expect(await h().run(SessionStore.use((sessions) => sessions.reopen(by)))).toBe(true)
      for (const token of tokens) expect(await h().refusal(open(token))).toMatchObject({ reason: "ended" })
      await h().run(Effect.flatMap(startedBy(account), open))
      await h().elsewhere(TestClock.adjust("1 second"))
    }
  })

  test("thrown twice it stays closed, and opened twice it stays open", async () => {
    const throwIt = SessionStore.use((sessions) => sessions.endAll("operator"))
    const reopen = SessionStore.use((sessions) => sessions.reopen("operator"))
    await h().run(throwIt)
    expect(await h().run(throwIt)).toBe(0)
    expect(await h().run(reopen)).toBe(true)
    expect(await h().run(reopen)).toBe(false)
  })

  test("logging in while it is thrown leaves no session that opens afterwards", async () => {
    const account = await h().person({ role: "municipality-write", organisation: bergen })
    for (let n = 0; n < repetitions(20); n++) {
      const [logins] = await h().run(
        Effect.all(
          [
            Effect.all(
              Array.from({ length: 6 }, () => Effect.option(startedBy(account))),
              { concurrency: "unbounded" }
            ),
            SessionStore.use((sessions) => sessions.endAll("operator"))
          ],
          { concurrency: "unbounded" }
        )
      )
      await h().run(SessionStore.use((sessions) => sessions.reopen("operator")))
      for (const login of logins)
        if (login._tag === "Some") expect(await h().refusal(open(login.value))).toMatchObject({ reason: "ended" })
    }
  })
}
