/**
 * Feature under test: each sensitive read, list, export and refusal leaves the rows a model counts, and what cannot be
 * logged is not told (case L4), on both databases.
 */
import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { need, released, withMembers } from "./caseMarkers.ts"
import { openCaseWorld, readyRound, type Somebody, setUp, solved } from "./caseWorld.ts"
import { type Required, roomy, roundFor, sendAll, yesTo } from "./requestWorld.ts"

/** Who asks for what, what comes of it, and how many rows it leaves. */
interface Step {
  readonly who:
    | "officer-1"
    | "lead"
    | "auditor"
    | "analyst"
    | "protected"
    | "bergen"
    | "bergen-reader"
    | "trondheim"
    | "vestland"
  readonly path: string
  readonly status: number
  readonly rows: number
}
const small = "/api/v1/rounds/small"
const step = (who: Step["who"], path: string, status: number, rows: number): Step => ({ who, path, status, rows })

const steps: ReadonlyArray<Step> = [
  step("officer-1", `${small}/households`, 200, 1),
  step("officer-1", `${small}/households/H-0001`, 200, 1),
  step("officer-1", `${small}/households/H-0001/corrections`, 200, 1),
  step("officer-1", `${small}/households/H-0001/health?purpose=settlement`, 200, 1),
  // The function's own row, which says more than the address would.
  step("officer-1", `${small}/households/H-0001/health?purpose=analysis`, 403, 1),
  step("officer-1", `${small}/households/H-9999/health?purpose=settlement`, 403, 1),
  step("analyst", `${small}/households/H-0001/health?purpose=settlement`, 403, 1),
  step("officer-1", `${small}/households/H-9999`, 404, 1),
  step("officer-1", "/api/v1/rounds/nowhere/households", 404, 1),
  step("officer-1", `${small}/households/H-0001/explanation?audience=person`, 200, 1),
  step("officer-1", `${small}/history`, 200, 1),
  step("officer-1", `${small}/history?since=1`, 200, 1),
  step("officer-1", `${small}/blockers`, 200, 1),
  step("officer-1", `${small}/decisions`, 200, 1),
  step("officer-1", `${small}/plans`, 200, 1),
  step("officer-1", `${small}/recommendations`, 200, 1),
  step("officer-1", "/api/v1/plans/PLAN", 200, 1),
  step("officer-1", "/api/v1/work-queue", 200, 1),
  step("officer-1", "/api/v1/broken-glass", 403, 1),
  step("lead", "/api/v1/broken-glass", 200, 1),
  // The needs, the data, and the access log of the person, the household and the settlement.
  step("lead", `${small}/persons/P-0001/export`, 200, 5),
  step("auditor", "/api/v1/audit?limit=2", 200, 1),
  step("auditor", `${small}/households`, 403, 1),
  step("analyst", `${small}/households/H-0001`, 403, 1),
  step("protected", "/api/v1/protected-queue", 200, 1),
  step("protected", "/api/v1/protected-queue/small/H-0015", 200, 1),
  step("protected", "/api/v1/protected-queue/small/H-0001", 404, 1)
]

/** Requests to Bergen, one open and one agreed on; Bergen's own facts, and its county's counts. */
const municipalitySteps: ReadonlyArray<Step> = [
  step("bergen", "/api/v1/requests", 200, 1),
  step("bergen-reader", "/api/v1/requests?state=accepted", 200, 1),
  step("bergen", "/api/v1/requests/OPEN", 200, 1),
  step("officer-1", "/api/v1/requests/OPEN", 200, 1),
  step("trondheim", "/api/v1/requests/OPEN", 404, 1),
  step("analyst", "/api/v1/requests/OPEN", 403, 1),
  step("bergen", "/api/v1/requests/AGREED/file", 200, 1),
  step("bergen-reader", "/api/v1/requests/AGREED/file", 200, 1),
  // The function's own row, also for a file that is not open to them yet, or not theirs.
  step("bergen", "/api/v1/requests/OPEN/file", 404, 1),
  step("trondheim", "/api/v1/requests/AGREED/file", 404, 1),
  step("trondheim", "/api/v1/requests/00000000-0000-4000-8000-000000000000/file", 404, 1),
  step("officer-1", "/api/v1/requests/AGREED/file", 403, 1),
  step("bergen", "/api/v1/municipalities/4601/declarations", 200, 1),
  step("lead", "/api/v1/municipalities/4601/declarations", 200, 1),
  step("trondheim", "/api/v1/municipalities/4601/declarations", 404, 1),
  step("bergen", "/api/v1/municipalities/4601/self-settlements", 200, 1),
  step("trondheim", "/api/v1/municipalities/4601/self-settlements", 404, 1),
  step("bergen", "/api/v1/municipalities/4601/notice-addresses", 200, 1),
  step("bergen-reader", "/api/v1/municipalities/4601/notice-addresses", 403, 1),
  step("trondheim", "/api/v1/municipalities/4601/notice-addresses", 403, 1),
  // A municipality's own numbers are nobody's, and another's are not there.
  step("bergen", "/api/v1/capacities/2024", 200, 0),
  step("bergen", "/api/v1/municipalities/4601/reconciliation/2024", 200, 0),
  step("trondheim", "/api/v1/municipalities/4601/reconciliation/2024", 404, 1),
  step("trondheim", "/api/v1/municipalities/4601/forecast", 404, 1),
  step("vestland", "/api/v1/counties/46/upper-secondary/2024", 200, 1),
  step("vestland", "/api/v1/counties/50/upper-secondary/2024", 404, 1),
  step("vestland", "/api/v1/requests", 403, 1)
]
const everyStep = [...steps, ...municipalitySteps]

/** What is told only with its row: everything but refusals, which tell nothing. */
const telling = everyStep.filter(({ rows, status }) => status === 200 && rows > 0)

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  const people = new Map<string, Somebody>()
  let [plan, open, agreed] = ["", "", ""]
  /** Ids that are known once a round is solved and requests are sent. */
  const ask = ({ path, who }: Step) =>
    people.get(who)!.send("GET", path.replace("PLAN", plan).replace("OPEN", open).replace("AGREED", agreed))
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUp(
      world,
      withMembers(await readyRound(), (member) => ({ ...member, healthNeeds: [need({ release: released })] }))
    )
    for (const who of new Set(everyStep.map((one) => one.who))) people.set(who, await world.as(who))
    plan = (await solved(people.get("lead")!, "small")).plan
    await roomy(people.get("lead")!, 2024)
    const bergen = people.get("bergen")!
    const [first, second] = await sendAll(world, await roundFor("bergen", "4601", 4))
    const { required } = await bergen.ok<{ required: ReadonlyArray<Required> }>("GET", `/api/v1/requests/${second!.id}`)
    await bergen.ok("POST", `/api/v1/requests/${second!.id}/answer`, {
      body: yesTo(required),
      version: second!.version
    })
    open = first!.id
    agreed = second!.id
    // What is remembered of plans is read once, and told again and again.
    await people.get("lead")!.ok("GET", `${small}/households/H-0001/explanation?audience=person`)
    await people.get("lead")!.ok("GET", `${small}/recommendations`)
  })
  afterAll(() => world?.close())

  const length = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from audit.entry`.execute(world.database.admin)).rows[0]!.n

  test("L4: each look by itself leaves its rows", async () => {
    for (const one of everyStep) {
      const before = await length()
      const { status } = await ask(one)
      expect({ ...one, status, rows: (await length()) - before }).toEqual(one)
    }
  })

  test("L4: the log grows by as many rows as the model says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...everyStep), { minLength: 1, maxLength: 6 }), async (taken) => {
        const before = await length()
        for (const one of taken)
          expect([one.who, one.path, (await ask(one)).status]).toEqual([one.who, one.path, one.status])
        expect([taken, (await length()) - before]).toEqual([taken, taken.reduce((sum, { rows }) => sum + rows, 0)])
      }),
      { numRuns: repetitions(25) }
    )
  })

  test("L4: what cannot be logged is not told", async () => {
    await sql`create function public.fail() returns trigger language plpgsql as $$
      begin raise exception 'disk full' using errcode = '53100'; end $$`.execute(world.database.admin)
    await sql`create trigger fail before insert on audit.entry for each row execute function public.fail()`.execute(
      world.database.admin
    )
    try {
      for (let n = 0; n < repetitions(20); n++) {
        const one = telling[n % telling.length]!
        const { path, who } = one
        const { body, status } = await ask(one)
        expect([who, path, status]).toEqual([who, path, 503])
        expect(JSON.stringify(body)).not.toMatch(/H-00|P-00|dialysis|"items"/u)
      }
      for (const one of everyStep.filter(({ status }) => status !== 200)) {
        const { status } = await ask(one)
        expect([one.who, one.path, status]).toEqual([one.who, one.path, 503])
      }
    } finally {
      await sql`drop trigger fail on audit.entry`.execute(world.database.admin)
    }
  })
})
