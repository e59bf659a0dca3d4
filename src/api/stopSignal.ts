/** Waits for SIGINT or SIGTERM. A second one ends the process at once, as it would without us. */
import { Effect } from "effect"

const signals = ["SIGINT", "SIGTERM"] as const

export const stopSignal: Effect.Effect<void> = Effect.callback((resume) => {
  const leave = () => {
    for (const signal of signals) process.off(signal, stop)
  }
  const stop = () => {
    leave()
    resume(Effect.void)
  }
  for (const signal of signals) process.on(signal, stop)
  return Effect.sync(leave)
})
