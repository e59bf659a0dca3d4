import { test } from "vitest"
import { openSolvedWorld } from "./world.ts"
test("x", async () => {
  const s = performance.now()
  const w = await openSolvedWorld()
  console.log("open", performance.now() - s)
  const r = await w.app.request("/api/v1/rounds/small/recommendations")
  const b: any = await r.json()
  console.log(r.status, b.placements?.map((p: any) => [p.household, p.municipality, p.state, p.persons]), b.held?.map((p: any) => [p.household, p.reason]), b.unplaced?.map((p: any) => [p.household, p.reason, p.persons]), b.status, b)
  for (let i = 0; i < 3; i++) { const t = performance.now(); await (await w.app.request("/api/v1/households/H-0001/explanation")).text(); console.log("ex", performance.now() - t) }
  await w.close()
})
