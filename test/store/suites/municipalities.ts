/** Municipality files: exact round trip, versions, the latest. */
import { Effect } from "effect"
import { expect, test } from "vitest"
import { MunicipalityFile } from "../../../src/domain/Municipality.ts"
import { MunicipalityStore } from "../../../src/store/MunicipalityStore.ts"
import { municipalityFile, officer } from "../samples.ts"
import type { Harness } from "./harness.ts"

export const municipalities = (h: () => Harness) => {
  test("an empty database has no file, and says so", async () => {
    const error = await h().failure(MunicipalityStore.use((store) => store.getLatest(officer)))
    expect(error).toMatchObject({ _tag: "NotFound", what: "municipality file", id: "latest" })
  })

  test("a file comes back as it was saved, in its own order, for every role that may see places", async () => {
    const saved = municipalityFile("2026-11-23")
    await h().run(MunicipalityStore.use((store) => store.saveFile(officer, saved)))
    for (const role of ["api_imdi", "api_kommune", "worker"] as const) {
      const read = await h().run(MunicipalityStore.use((store) => store.getFile({ ...officer, role }, "2026-11-23")))
      expect(read).toStrictEqual(saved)
      expect(read).toBeInstanceOf(MunicipalityFile)
    }
  })

  test("the latest is the one saved last, and a version is saved once", async () => {
    const latest = await h().run(
      Effect.gen(function* () {
        const store = yield* MunicipalityStore
        yield* store.saveFile(officer, municipalityFile("2026-11-24"))
        yield* store.saveFile(officer, municipalityFile("2020-corrected"))
        return yield* store.getLatest(officer)
      })
    )
    expect(latest.version).toBe("2020-corrected")
    const again = await h().failure(
      MunicipalityStore.use((store) => store.saveFile(officer, municipalityFile("2026-11-24")))
    )
    expect(again).toMatchObject({ _tag: "AlreadySaved", id: "2026-11-24" })
  })

  test("a file with one bad municipality leaves nothing", async () => {
    const good = municipalityFile("torn")
    const twice = new MunicipalityFile({ ...good, municipalities: [...good.municipalities, good.municipalities[0]!] })
    const refused = await h().failure(MunicipalityStore.use((store) => store.saveFile(officer, twice)))
    expect(refused).toMatchObject({ _tag: "DatabaseRefused", rule: "constraint" })
    const gone = await h().failure(MunicipalityStore.use((store) => store.getFile(officer, "torn")))
    expect(gone).toMatchObject({ _tag: "NotFound", id: "torn" })
  })
}
