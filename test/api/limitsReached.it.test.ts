/**
 * Feature under test: a limit that was reached leaves one row in the audit log for each window and account, not one for each
 * request (I8): somebody who opens many files, and a spray of logins. An auditor finds them by subject. On both databases.
 */
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engines } from "../support/databases.ts"
import { home, openCaseWorld, readyRound, type Somebody, setUp } from "./caseWorld.ts"

const hour = 3_600
const limits = {
  read: { points: 10_000, seconds: hour },
  write: { points: 40, seconds: hour },
  file: { points: 25, seconds: hour },
  export: { points: 2, seconds: hour }
}

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let officer: Somebody
  let auditor: Somebody
  beforeAll(async () => {
    world = await openCaseWorld(engine, { limits, works: false })
    await setUp(world, await readyRound())
    officer = await world.as("officer-1")
    auditor = await world.as("auditor")
  })
  afterAll(() => world?.close())

  const alerts = async (what: string) =>
    (
      await auditor.ok<{ items: ReadonlyArray<{ actor: string; outcome: string; action: string; purpose: string }> }>(
        "GET",
        `/api/v1/audit?subject=limit:${what}`
      )
    ).items.map(({ action, actor, outcome, purpose }) => ({ action, actor, outcome, purpose }))

  test("one person who opens many files is stopped, and told of once", async () => {
    const statuses: Array<number> = []
    for (let n = 0; n < 40; n++)
      statuses.push((await officer.send("GET", "/api/v1/rounds/small/households/H-0001")).status)
    expect(statuses).toEqual([...Array(25).fill(200), ...Array(15).fill(429)])
    expect(await alerts("file")).toEqual([
      { action: "read", actor: officer.account, outcome: "denied", purpose: "limit" }
    ])
  })

  test("a spray of logins from one address is stopped, and told of once", async () => {
    const login = () =>
      world.app.request(`${home}/auth/demo`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: home, "treff-request": "1" },
        body: JSON.stringify({ person: "nobody" })
      })
    const statuses = new Set<number>()
    for (let n = 0; n < 80; n++) statuses.add((await login()).status)
    expect(statuses.has(429)).toBe(true)
    expect(await alerts("write")).toEqual([
      { action: "change", actor: "address unknown", outcome: "denied", purpose: "limit" }
    ])
  })

  test("exports have a limit of their own, and who is told does not wait for the log", async () => {
    const ask = async () => (await officer.send("GET", "/api/v1/rounds/small/persons/P-0001/export")).status
    expect([await ask(), await ask()]).toEqual([200, 200])
    const { admin } = world.database
    await sql`create function public.fail() returns trigger language plpgsql as $$
      begin raise exception 'disk full' using errcode = '53100'; end $$`.execute(admin)
    await sql`create trigger fail before insert on audit.entry for each row execute function public.fail()`.execute(
      admin
    )
    expect(await ask()).toBe(429)
    await sql`drop trigger fail on audit.entry`.execute(admin)
    expect(world.logged.join()).toContain("The database did not answer")
  })
})
