/** The layer `decomposition`, the default: whole years with proof, in a worker thread. It takes every row and every size. */
import { Worker } from "node:worker_threads"
import { Effect, Layer } from "effect"
import { Solver } from "../solver/Solver.ts"
import { makeWorkerSolver } from "../solver/workerSolver.ts"

/** The worker carries the extension of this file: .ts in src, .js in dist. */
const workerUrl = new URL(`./decomposition.worker${import.meta.url.slice(-3)}`, import.meta.url)

export const layer: Layer.Layer<Solver> = Layer.effect(
  Solver,
  makeWorkerSolver({
    name: "decomposition",
    spawn: () => new Worker(workerUrl),
    accept: () => Effect.void,
    prepare: (options) => options,
    hardLimitMs: () => undefined
  })
)
