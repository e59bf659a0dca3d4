/**
 * Everything a process does besides answering: it works on runs, closes and clears what is due, and sends notices where there is a mail server. The server
 * does so itself; with PostgreSQL any number of `treff worker` help. It goes on after an outage, and ends only when told to.
 */
import { hostname } from "node:os"
import { pid } from "node:process"
import { Effect, Layer, type Redacted, Schedule } from "effect"
import { Changes } from "../store/Changes.ts"
import { JobQueue, queueSettings } from "../store/work/JobQueue.ts"
import { OutboxStore } from "../store/work/OutboxStore.ts"
import { RunAttempts } from "../store/work/RunAttempts.ts"
import { clearAway } from "./clearAway.ts"
import { expireOverdue } from "./expireRequests.ts"
import { mailSettings, sendNotices } from "./sendNotices.ts"
import { type SolveRun, solveRuns } from "./solveRuns.ts"

export interface JobSettings {
  /** SMTP_URL; without it notices wait. */
  readonly smtpUrl: Redacted.Redacted | undefined
  /** Who notices are from; treff@ the public address's host unless given. */
  readonly mailFrom?: string | undefined
  /** Public address of Treff. */
  readonly address: string
}

/** What the jobs need beside the database. */
export const jobLayers = Layer.mergeAll(RunAttempts.layer, OutboxStore.layer, JobQueue.layer(queueSettings)).pipe(
  Layer.provideMerge(Changes.layer)
)

/** An outage of the database is waited out. */
const again = Schedule.spaced("5 seconds")

export const runJobs = <E extends { readonly _tag: string }, R>(
  { address, mailFrom, smtpUrl }: JobSettings,
  solve: SolveRun<E, R>
) => {
  const solving = solveRuns(`${hostname()}/${pid}`, solve).pipe(
    Effect.tapError((failure) => Effect.logWarning(failure.message)),
    Effect.retry(again),
    Effect.orDie
  )
  const working = Effect.raceAllFirst([solving, expireOverdue, clearAway])
  return smtpUrl === undefined
    ? working
    : Effect.raceFirst(working, sendNotices(mailSettings(smtpUrl, address, mailFrom)))
}
