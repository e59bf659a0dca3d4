// The contract of solver layers, for HiGHS; its tie-break; and workers that break, are killed or are no longer wanted.
import { Worker } from "node:worker_threads"
import { Effect, Exit, Layer, ManagedRuntime } from "effect"
import { afterAll, describe, expect, test } from "vitest"
import * as HighsSolver from "../../../src/matching/highs/HighsSolver.ts"
import type { Instance } from "../../../src/matching/instance/Instance.ts"
import { Solver } from "../../../src/matching/solver/Solver.ts"
import { makeWorkerSolver } from "../../../src/matching/solver/workerSolver.ts"
import { crowded, read, world } from "../../support/instances.ts"
import { solverContract } from "./contract.ts"

solverContract("highs", { layer: HighsSolver.layer, most: 5, runs: 150 })

const solving = (instance: Instance, seed = 1, timeLimitMs?: number) =>
  Effect.flatMap(Solver, (solver) =>
    solver.solve(instance, { rule: "max-score", gap: 0, seed, ...(timeLimitMs !== undefined && { timeLimitMs }) })
  )

describe("tie-break", () => {
  const runtime = ManagedRuntime.make(HighsSolver.layer)
  afterAll(() => runtime.dispose())

  test("of equal plans one is chosen by the ids, whatever the seed of the search", async () => {
    const equal = read(
      world(
        [2, 2, 2],
        [1, 1, 1, 1, 1],
        Array.from({ length: 5 }, () => [0.5, 0.5, 0.5])
      )
    )
    const outcomes = await Promise.all([1, 2, 3].map((seed) => runtime.runPromise(solving(equal, seed))))
    const plans = outcomes.map((outcome) =>
      outcome._tag === "Optimal" && outcome.canonical ? [...outcome.plan] : undefined
    )
    expect(plans[0]).toBeDefined()
    expect(plans).toEqual([plans[0], plans[0], plans[0]])
  })

  test("where the score does not care, people are placed rather than not", async () => {
    const outcome = await runtime.runPromise(solving(read(world([2], [1, 1], [[0], [0]]))))
    expect(outcome._tag === "Optimal" ? [...outcome.plan] : undefined).toEqual([0, 0])
  })
})

describe("limits", () => {
  test("cut by time, it keeps a plan the referee accepts and an honest bound", async () => {
    const instance = read(crowded(1, 150, 60, 1))
    const outcome = await Effect.runPromise(solving(instance, 1, 1).pipe(Effect.provide(HighsSolver.layer)))
    if (outcome._tag !== "FeasibleAtLimit") throw new Error(outcome._tag)
    expect(outcome.limit).toBe("time")
    expect(outcome.bound).toBeGreaterThan(outcome.objective)
    expect(outcome.certificate.levels.at(-1)!.bound).toBeGreaterThanOrEqual(outcome.bound)
  })
})

describe.each(["highs/highs", "decomposition/decomposition"])("worker %s", (path) => {
  const small = read(world([1], [1], [[1]]))
  const withWorker = (spawn: () => Worker) =>
    Layer.effect(
      Solver,
      makeWorkerSolver({
        name: "test",
        spawn,
        accept: () => Effect.void,
        prepare: (options) => options,
        hardLimitMs: () => undefined
      })
    )
  const failureOf = async (spawn: () => Worker) => {
    const exit = await Effect.runPromiseExit(Effect.flip(solving(small)).pipe(Effect.provide(withWorker(spawn))))
    return Exit.isSuccess(exit) ? `${exit.value._tag}: ${exit.value.message}` : String(exit)
  }
  const realWorker = (): Worker => new Worker(new URL(`../../../src/matching/${path}.worker.ts`, import.meta.url))

  test("a worker that exits is a typed failure", async () => {
    const exits = () =>
      new Worker("require('node:worker_threads').parentPort.on('message', () => process.exit(3))", { eval: true })
    expect(await failureOf(exits)).toContain(
      "SolverFailed: The solver test failed: its worker ended with code 3 before it answered."
    )
  })

  test("a worker that throws is a typed failure", async () => {
    const throws = () =>
      new Worker(
        "require('node:worker_threads').parentPort.on('message', () => { throw new Error('out of memory') })",
        { eval: true }
      )
    expect(await failureOf(throws)).toContain("SolverFailed: The solver test failed: its worker broke (out of memory).")
  })

  test("a worker killed at work is a typed failure, and the next solve gets a new one", async () => {
    const workers: Array<Worker> = []
    const spawn = (): Worker => {
      const worker = realWorker()
      workers.push(worker)
      return worker
    }
    const runtime = ManagedRuntime.make(withWorker(spawn))
    try {
      const failed = runtime.runPromise(Effect.flip(solving(read(crowded(1, 150, 60, 1)))))
      await expect.poll(() => workers.length).toBe(1)
      await workers[0]!.terminate()
      expect((await failed)._tag).toBe("SolverFailed")
      expect((await runtime.runPromise(solving(small)))._tag).toBe("Optimal")
      expect(workers.length).toBe(2)
    } finally {
      await runtime.dispose()
    }
  })

  test("interruption ends the worker, and the layer ends the one that is idle", async () => {
    const ended: Array<number> = []
    const spawn = (): Worker => {
      const worker = realWorker()
      worker.once("exit", (code) => ended.push(code))
      return worker
    }
    const runtime = ManagedRuntime.make(withWorker(spawn))
    const cut = Effect.timeoutOption(solving(read(crowded(1, 150, 60, 1))), "200 millis")
    expect((await runtime.runPromise(cut))._tag).toBe("None")
    expect(ended.length).toBe(1)
    expect((await runtime.runPromise(solving(small)))._tag).toBe("Optimal")
    expect(ended.length).toBe(1)
    await runtime.dispose()
    expect(ended.length).toBe(2)
  })
})
