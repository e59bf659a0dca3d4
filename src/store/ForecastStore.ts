/** The latest forecast of each municipality, made by the worker from simulated households; nobody is in it. */
import { Context, Effect, Layer } from "effect"
import { sql } from "kysely"
import { Forecast } from "../casework/forecast/Forecast.ts"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { Access } from "./Access.ts"
import { CaseNotFound } from "./cases/failures.ts"
import { Database } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { decodeStored } from "./rows/storedJson.ts"

export class ForecastStore extends Context.Service<
  ForecastStore,
  {
    readonly get: (
      access: Access,
      municipality: MunicipalityCode
    ) => Effect.Effect<Forecast, CaseNotFound | DatabaseFailure>
  }
>()("treff/store/ForecastStore") {
  static readonly layer = Layer.effect(
    ForecastStore,
    Effect.map(Database, (database) =>
      ForecastStore.of({
        get: Effect.fn("ForecastStore.get")(function* (access, municipality) {
          const found = yield* database.withRole(access.role, access, (trx) =>
            query("read forecast", () =>
              trx
                .selectFrom("core.forecast")
                .select(sql<unknown>`doc`.as("doc"))
                .where("municipality", "=", municipality)
                .executeTakeFirst()
            )
          )
          return yield* found === undefined
            ? Effect.fail(new CaseNotFound({ what: "forecast" }))
            : decodeForecast(found.doc)
        })
      })
    )
  )
}

const decodeForecast = decodeStored(Forecast, "forecast")
