/**
 * The layer `javascript-lp-solver`: small problems only, in a worker thread that is ended at its time limit. It takes every
 * row; beyond its size it refuses, since it would neither finish nor say so.
 */
import { Worker } from "node:worker_threads"
import { Effect, Layer } from "effect"
import { Solver, SolverRefused } from "../solver/Solver.ts"
import { makeWorkerSolver } from "../solver/workerSolver.ts"

const name = "javascript-lp-solver"
const largest = { households: 30, locations: 15 }
const usualLimitMs = 20_000
/** What the thread may need, after its limit, to hand over what it has. */
const graceMs = 2_000

const workerUrl = new URL(`./jslp.worker${import.meta.url.slice(-3)}`, import.meta.url)

export const layer: Layer.Layer<Solver> = Layer.effect(
  Solver,
  makeWorkerSolver({
    name,
    spawn: () => new Worker(workerUrl),
    accept: ({ households, locations }) => {
      if (households.length <= largest.households && locations.length <= largest.locations) return Effect.void
      const size = `${households.length} households and ${locations.length} locations`
      const problem = `it handles at most ${largest.households} households and ${largest.locations} locations, not ${size}.`
      return Effect.fail(new SolverRefused({ solver: name, rows: [], problem }))
    },
    prepare: (options) => ({ ...options, timeLimitMs: options.timeLimitMs ?? usualLimitMs }),
    hardLimitMs: ({ timeLimitMs = usualLimitMs }) => timeLimitMs + graceMs
  })
)
