/** Feature under test: a parameter no database can store is refused and named. */
import { Hono } from "hono"
import { expect, test } from "vitest"
import { storableParameters } from "../../../src/api/frame/storableParameters.ts"
import { requestId } from "../../../src/api/requestId.ts"

const app = new Hono().use(requestId, storableParameters).get("/households/:id", (c) => c.text("here"))

test.each([
  ["/households/H-1?purpose=settlement", 200],
  ["/households/H-1?purpose=%2500", 200],
  ["/households/H-1%00", 200],
  ["/households/H-1?purpose=%00", 422],
  ["/households/H-1?purpose=a&purpose=%00", 422],
  ["/households/H-1?pur%00pose=settlement", 422]
])("%s", async (address, status) => {
  const answer = await app.request(address)
  expect(answer.status).toBe(status)
  if (status === 422)
    expect(await answer.json()).toMatchObject({ errors: [{ parameter: "purpose", detail: expect.any(String) }] })
})
