/** The store's suite, word for word the same on the embedded database and on PostgreSQL. */
import { afterAll, beforeAll, describe } from "vitest"
import { engines, openDatabase } from "../support/databases.ts"
import { confidential } from "./suites/confidential.ts"
import { type Harness, harness } from "./suites/harness.ts"
import { jobs } from "./suites/jobs.ts"
import { municipalities } from "./suites/municipalities.ts"
import { plans } from "./suites/plans.ts"
import { roles } from "./suites/roles.ts"
import { rounds } from "./suites/rounds.ts"
import { transactions } from "./suites/transactions.ts"

const suites = { municipalities, rounds, confidential, plans, roles, transactions, jobs }

describe.each(engines)("%s", (engine) => {
  let current: Harness
  beforeAll(async () => {
    current = harness(await openDatabase(engine))
  })
  afterAll(async () => {
    await current?.database.close()
  })
  for (const [name, suite] of Object.entries(suites)) describe(name, () => suite(() => current))
})
