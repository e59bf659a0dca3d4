/** Accounts, sessions and logins under way: what opens, what does not, and how soon a change counts (A10). */
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { sql } from "kysely"
import { expect, test } from "vitest"
import { AccountStore } from "../../../src/store/AccountStore.ts"
import { LoginStore } from "../../../src/store/LoginStore.ts"
import { SessionStore } from "../../../src/store/SessionStore.ts"
import { repetitions } from "../../support/repetitions.ts"
import { bergen, type IdentityHarness, imdi, trondheim } from "./identityHarness.ts"

const open = (token: string) => SessionStore.use((sessions) => sessions.open(token))
/** Why it does not open. */
const reason = (token: string) =>
  Effect.map(Effect.flip(open(token)), (error) => (error._tag === "SessionRefused" ? error.reason : error._tag))
const asReader = { role: "municipality-read", organisation: bergen } as const

export const identity = (h: () => IdentityHarness) => {
  const update = (token: string, change: ReturnType<typeof sql>) =>
    sql`update ops.session set ${change} where token_hash = sha256(convert_to(${token}, 'UTF8'))`.execute(
      h().database.admin
    )
  /** A new account with a session as a municipality's writer. */
  const login = async () => {
    const account = await h().person({ role: "municipality-write", organisation: bergen })
    const token = await h().run(SessionStore.use((sessions) => sessions.start(account, bergen)))
    return { account, token }
  }
  const reasonOf = (token: string) => h().run(reason(token))

  test("a session tells account, organisation and the roles given for it, and no others", async () => {
    const account = await h().person(
      { role: "municipality-write", organisation: bergen },
      asReader,
      { role: "municipality-admin", organisation: trondheim },
      { role: "imdi-lead", organisation: imdi }
    )
    const token = await h().run(SessionStore.use((sessions) => sessions.start(account, bergen)))
    const principal = await h().run(open(token))
    expect(principal).toMatchObject({
      account,
      organisation: bergen,
      roles: ["municipality-read", "municipality-write"]
    })
    const left = new Date(principal.expiresAt).getTime() - (await h().databaseTime())
    expect(left / 3_600_000).toBeCloseTo(8, 1)
  })

  test("the database keeps no token", async () => {
    const { token } = await login()
    const { rows } = await sql<{ row: string }>`select s::text as row from ops.session s`.execute(h().database.admin)
    const hex = Buffer.from(token, "base64url").toString("hex")
    expect(rows.some(({ row }) => row.includes(token) || row.includes(hex))).toBe(false)
  })

  test.each([
    ["ended", sql`ended_at = now()`],
    ["idle", sql`seen_at = now() - interval '31 minutes'`],
    ["old", sql`expires_at = now() - interval '1 second'`],
    ["no-organisation", sql`organisation_kind = null, organisation_code = null`],
    ["no-assignment", sql`organisation_kind = 'municipality', organisation_code = '0301'`]
  ] as const)("a session that is %s does not open", async (why, change) => {
    const { token } = await login()
    await update(token, change)
    expect(await reasonOf(token)).toBe(why)
  })

  test("a session used within half an hour and younger than eight hours opens", async () => {
    const { token } = await login()
    await update(token, sql`seen_at = now() - interval '29 minutes', expires_at = now() + interval '1 minute'`)
    await h().run(open(token))
  })

  test("a token nobody has is unknown, whatever it looks like", async () => {
    for (const token of ["", "x", "A".repeat(43), "A".repeat(4_000), "' or true --", "\0".repeat(43)])
      expect(await reasonOf(token)).toBe("unknown")
  })

  test("a disabled account is out within a second, and starts nothing that opens", async () => {
    const { account, token } = await login()
    await h().run(open(token))
    await h().run(AccountStore.use((accounts) => accounts.disable("admin", account)))
    await h().run(TestClock.adjust("1 second"))
    expect(await reasonOf(token)).toBe("disabled")
    expect(await h().run(AccountStore.use((accounts) => accounts.assignmentsOf(account)))).toEqual([])
  })

  test("A10: a role that is taken is gone within a second, while the session is open", async () => {
    for (let n = 0; n < repetitions(20); n++) {
      const { account, token } = await login()
      await h().run(AccountStore.use((accounts) => accounts.give("admin", account, asReader)))
      expect((await h().run(open(token))).roles).toContain("municipality-write")
      const write = { role: "municipality-write", organisation: bergen } as const
      await h().run(AccountStore.use((accounts) => accounts.take("admin", account, write)))
      await h().run(TestClock.adjust("1 second"))
      expect((await h().run(open(token))).roles).toEqual(["municipality-read"])
      await h().run(AccountStore.use((accounts) => accounts.take("admin", account, asReader)))
      await h().run(TestClock.adjust("1 second"))
      expect(await reasonOf(token)).toBe("no-assignment")
    }
  })

  test("a session that is ended is dead at once here, and within a second in another process", async () => {
    const { token } = await login()
    await h().run(open(token))
    await h().elsewhere(open(token))
    await h().run(SessionStore.use((sessions) => sessions.end(token)))
    expect(await reasonOf(token)).toBe("ended")
    await h().elsewhere(TestClock.adjust("1 second"))
    expect(await h().elsewhere(reason(token))).toBe("ended")
    await h().run(SessionStore.use((sessions) => sessions.end(token)))
  })

  test("being seen is written down at most once a minute", async () => {
    const { token } = await login()
    const seen = async () => {
      const { rows } = await sql<{ seen: string }>`select seen_at::text as seen from ops.session
        where token_hash = sha256(convert_to(${token}, 'UTF8'))`.execute(h().database.admin)
      return rows[0]?.seen
    }
    const first = await seen()
    await h().run(open(token))
    expect(await seen()).toBe(first)
    await update(token, sql`seen_at = now() - interval '2 minutes'`)
    const stale = await seen()
    await h().run(TestClock.adjust("1 second"))
    await h().run(open(token))
    expect(await seen()).not.toBe(stale)
  })

  test("the demo's people are nobody in production", async () => {
    const id = "de300000-0000-4000-8000-0000000000ff"
    const seed = AccountStore.use((accounts) =>
      accounts.seedDemo([{ id, subject: "somebody", assignments: [{ role: "imdi-lead", organisation: imdi }] }])
    )
    await h().run(Effect.andThen(seed, seed))
    const token = await h().run(SessionStore.use((sessions) => sessions.start(id, imdi)))
    expect((await h().run(open(token))).roles).toEqual(["imdi-lead"])
    expect(await h().inProduction(reason(token))).toBe("ended")
    await h().run(AccountStore.use((accounts) => accounts.take("admin", id, { role: "imdi-lead", organisation: imdi })))
    await h().run(seed)
    expect(await h().run(AccountStore.use((accounts) => accounts.assignmentsOf(id)))).toEqual([])
  })

  test("an issuer's subject is one account, also when it comes eight times at once", async () => {
    const arrive = AccountStore.use((accounts) => accounts.arrive("https://issuer.example", "subject"))
    const ids = await h().run(
      Effect.all(
        Array.from({ length: 8 }, () => arrive),
        { concurrency: "unbounded" }
      )
    )
    expect(new Set(ids).size).toBe(1)
    const other = await h().run(AccountStore.use((accounts) => accounts.arrive("https://other.example", "subject")))
    expect(other).not.toBe(ids[0])
  })

  test("a role is given once, for an organisation of its kind, to an account there is", async () => {
    const account = await h().person(asReader, asReader)
    expect(await h().run(AccountStore.use((accounts) => accounts.assignmentsOf(account)))).toEqual([asReader])
    const impossible = AccountStore.use((accounts) =>
      accounts.give("admin", account, { role: "imdi-lead", organisation: bergen })
    )
    expect(await h().refusal(impossible)).toMatchObject({ _tag: "AssignmentImpossible" })
    const nobody = AccountStore.use((accounts) =>
      accounts.give("admin", "de300000-0000-4000-8000-00000000dead", asReader)
    )
    expect(await h().refusal(nobody)).toMatchObject({ _tag: "AccountUnknown" })
  })

  test("the database itself refuses a role for another kind of organisation", async () => {
    const account = await h().person()
    for (const [role, kind, code] of [
      ["imdi-lead", "municipality", "4601"],
      ["municipality-write", "imdi", null],
      ["municipality-write", "municipality", null],
      ["county-write", "county", "4601"],
      ["auditor", "imdi", null],
      ["root", "imdi", null]
    ] as const)
      await expect(
        sql`insert into ops.assignment (account, role, organisation_kind, organisation_code, given_by)
          values (${account}, ${role}, ${kind}, ${code}, 'test')`.execute(h().database.admin)
      ).rejects.toMatchObject({ code: "23514" })
  })

  test("a login under way is taken once, by one, and not too late", async () => {
    const pending = { issuer: "imdi", nonce: "n", codeVerifier: "v", returnPath: "/rounds" } as const
    for (let n = 0; n < repetitions(20); n++) {
      const state = `state-${n}-${Math.random()}`
      await h().run(LoginStore.use((logins) => logins.begin(state, pending)))
      const take = LoginStore.use((logins) => logins.take(state))
      const taken = await h().run(Effect.all([take, take, take], { concurrency: "unbounded" }))
      expect(taken.filter((one) => one !== undefined)).toEqual([pending])
    }
    await h().run(LoginStore.use((logins) => logins.begin("late", pending)))
    await sql`update ops.login set expires_at = now() - interval '1 second'`.execute(h().database.admin)
    expect(await h().run(LoginStore.use((logins) => logins.take("late")))).toBeUndefined()
  })
}
