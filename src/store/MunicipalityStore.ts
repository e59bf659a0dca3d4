/**
 * Municipality files by version. A version is saved once and never changed; the latest saved is the one in use. What has been
 * read is kept: these are public facts, the same to every role that may read them.
 */
import { Context, Effect, Layer } from "effect"
import { sql } from "kysely"
import { MunicipalityFile } from "../domain/Municipality.ts"
import type { Access } from "./Access.ts"
import { record } from "./audit/trail.ts"
import { Database, type Trx } from "./Database.ts"
import { AlreadySaved, type DatabaseFailure, NotFound, query } from "./failures.ts"
import { insertRows } from "./rows/insertRows.ts"
import { decodeStored, encodeStored } from "./rows/storedJson.ts"

export class MunicipalityStore extends Context.Service<
  MunicipalityStore,
  {
    readonly saveFile: (access: Access, file: MunicipalityFile) => Effect.Effect<void, AlreadySaved | DatabaseFailure>
    readonly getFile: (access: Access, version: string) => Effect.Effect<MunicipalityFile, NotFound | DatabaseFailure>
    /** Whether the latest file has the municipality; without reading the file. */
    readonly knows: (access: Access, code: string) => Effect.Effect<boolean, DatabaseFailure>
    readonly getLatest: (access: Access) => Effect.Effect<MunicipalityFile, NotFound | DatabaseFailure>
  }
>()("treff/store/MunicipalityStore") {
  static readonly layer = Layer.effect(
    MunicipalityStore,
    Effect.map(Database, (database) => {
      const kept = new Map<string, MunicipalityFile>()
      const keep = (file: MunicipalityFile) => {
        kept.set(file.version, file)
        for (const oldest of [...kept.keys()].slice(0, -keptAtMost)) kept.delete(oldest)
      }
      const read = Effect.fnUntraced(function* (access: Access, asked: string | undefined) {
        const found = yield* database.withRole(access.role, access, (trx) =>
          Effect.gen(function* () {
            const version = yield* findVersion(trx, asked)
            const known = kept.get(version)
            return { known, stored: known === undefined ? yield* readFile(trx, version) : undefined }
          })
        )
        if (found.known !== undefined) return found.known
        return yield* decodeFile(found.stored).pipe(Effect.tap((file) => Effect.sync(() => keep(file))))
      })
      return MunicipalityStore.of({
        saveFile: Effect.fn("MunicipalityStore.saveFile")((access: Access, file: MunicipalityFile) =>
          database.withRole(access.role, access, (trx) => saveFile(trx, file))
        ),
        getFile: Effect.fn("MunicipalityStore.getFile")(read),
        knows: Effect.fn("MunicipalityStore.knows")((access: Access, code: string) =>
          database.withRole(access.role, access, (trx) => isKnown(trx, code))
        ),
        getLatest: Effect.fn("MunicipalityStore.getLatest")((access: Access) => read(access, undefined))
      })
    })
  )
}

/** Files kept: the one in use, and one that a plan of before was made with. */
const keptAtMost = 2

const decodeFile = decodeStored(MunicipalityFile, "municipality file")
const encodeFile = encodeStored(MunicipalityFile, "municipality file")

type EncodedMunicipality = (typeof MunicipalityFile.Encoded)["municipalities"][number]

const municipalityToRow = (version: string, { code, name, ...doc }: EncodedMunicipality, position: number) => ({
  version,
  code,
  position,
  name,
  doc
})

const municipalityFromRow = (row: { readonly code: string; readonly name: string; readonly doc: unknown }) => ({
  ...(row.doc as object),
  code: row.code,
  name: row.name
})

const insertMunicipalities = (json: string) => sql`
  insert into core.municipality (version, code, position, name, doc)
  select version, code, position, name, doc from jsonb_to_recordset(${json}::jsonb) as row
    (version text, code text, position int, name text, doc jsonb)`

const saveFile = Effect.fnUntraced(function* (
  trx: Trx,
  file: MunicipalityFile
): Effect.fn.Return<void, AlreadySaved | DatabaseFailure> {
  const { version, sources, counties, regions, municipalities } = yield* encodeFile(file)
  const saved = yield* query("save municipality file", () =>
    trx
      .insertInto("core.municipality_file")
      .values({
        version,
        sources: JSON.stringify(sources),
        counties: JSON.stringify(counties),
        regions: JSON.stringify(regions)
      })
      .onConflict((conflict) => conflict.column("version").doNothing())
      .returning("version")
      .execute()
  )
  if (saved.length === 0) return yield* new AlreadySaved({ what: "municipality file", id: version })
  const rows = municipalities.map((municipality, position) => municipalityToRow(version, municipality, position))
  yield* insertRows("save municipalities", trx, rows, insertMunicipalities)
  yield* record({ action: "create", subject: `municipality-file:${version}`, count: rows.length })
})

const findVersion = Effect.fnUntraced(function* (
  trx: Trx,
  version: string | undefined
): Effect.fn.Return<string, NotFound | DatabaseFailure> {
  const file = yield* query("find municipality file", () =>
    trx
      .selectFrom("core.municipality_file")
      .select("version")
      .$if(version !== undefined, (files) => files.where("version", "=", version!))
      .orderBy("sequence", "desc")
      .limit(1)
      .executeTakeFirst()
  )
  if (file === undefined) return yield* new NotFound({ what: "municipality file", id: version ?? "latest" })
  return file.version
})

const readFile = (trx: Trx, version: string): Effect.Effect<unknown, DatabaseFailure> =>
  query("read municipality file", async () => {
    const file = await trx
      .selectFrom("core.municipality_file")
      .select(["sources", "counties", "regions"])
      .where("version", "=", version)
      .executeTakeFirstOrThrow()
    const municipalities = await trx
      .selectFrom("core.municipality")
      .select(["code", "name", "doc"])
      .where("version", "=", version)
      .orderBy("position")
      .execute()
    return {
      format: "treff-municipalities/1",
      version,
      ...file,
      municipalities: municipalities.map(municipalityFromRow)
    }
  })

const isKnown = (trx: Trx, code: string): Effect.Effect<boolean, DatabaseFailure> =>
  query("look for municipality", () =>
    sql`select from core.municipality where code = ${code}
      and version = (select version from core.municipality_file order by sequence desc limit 1)`.execute(trx)
  ).pipe(Effect.map(({ rows }) => rows.length > 0))
