/**
 * What the log may say of a failure nobody foresaw: what kind it was and where it arose. Never what it said, for messages
 * quote values, and values may be about persons.
 */
const framesOf = (stack: string | undefined): ReadonlyArray<string> =>
  (stack ?? "").split("\n").filter((line) => /^\s+at /u.test(line))

export const whereItArose = (failure: unknown): string => {
  if (!(failure instanceof Error)) return `a thrown ${typeof failure}`
  const cause =
    failure.cause instanceof Error ? [`caused by ${failure.cause.name}`, ...framesOf(failure.cause.stack)] : []
  return [failure.name, ...framesOf(failure.stack), ...cause].join("\n")
}
