/** Identity in the store, word for word the same on the embedded database and on PostgreSQL. */
import { afterAll, beforeAll, describe } from "vitest"
import { engines, openDatabase } from "../support/databases.ts"
import { gate } from "./suites/gate.ts"
import { identity } from "./suites/identity.ts"
import { type IdentityHarness, identityHarness } from "./suites/identityHarness.ts"
import { killSwitch } from "./suites/killSwitch.ts"

const suites = { identity, killSwitch, gate }

describe.each(engines)("%s", (engine) => {
  let current: IdentityHarness
  beforeAll(async () => {
    current = identityHarness(await openDatabase(engine))
  })
  afterAll(async () => {
    await current?.close()
    await current?.database.close()
  })
  for (const [name, suite] of Object.entries(suites)) describe(name, () => suite(() => current))
})
