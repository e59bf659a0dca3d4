/**
 * What a process of Treff does besides answering, put together from settings: runs of the solver, notices by mail, and the
 * anchor of the audit log. The server and `treff worker` share it.
 */
import { join } from "node:path"
import { Effect, Layer, Redacted } from "effect"
import { keepForecasts } from "./jobs/keepForecasts.ts"
import { jobLayers, runJobs } from "./jobs/runJobs.ts"
import { solveRun } from "./jobs/solveRound.ts"
import { makeWarmRounds } from "./jobs/warmRounds.ts"
import * as DecompositionResolver from "./matching/decomposition/DecompositionResolver.ts"
import { keyBytes } from "./productionRefusals.ts"
import type { Settings } from "./settings.ts"
import { keepAnchor } from "./store/audit/anchor.ts"
import { MunicipalityStore } from "./store/MunicipalityStore.ts"
import { PlanStore } from "./store/PlanStore.ts"
import { version } from "./version.ts"

/** Services of the jobs; the solver and the database come from outside. */
export const besideLayer = jobLayers.pipe(Layer.provideMerge(Layer.merge(MunicipalityStore.layer, PlanStore.layer)))

/** Until the process ends. */
export const beside = ({ mailFrom, mode, smtpUrl }: Settings, address: string) =>
  Effect.scoped(
    Effect.flatMap(makeWarmRounds, (warm) =>
      Effect.raceFirst(runJobs({ address, mailFrom, smtpUrl }, solveRun({ mode, version, warm })), keepForecasts(mode))
    )
  ).pipe(Effect.provide(DecompositionResolver.layer))

/** Heads of the audit log outside the database: in TREFF_DATA, signed with TREFF_KEY. Without a key nothing is anchored. */
export const anchored = ({ database, key }: Settings) => {
  const bytes = key === undefined ? undefined : keyBytes(Redacted.value(key))
  return bytes === undefined
    ? Effect.void
    : keepAnchor({ file: join(database.directory, "audit-anchor.jsonl"), key: bytes })
}
