/**
 * A worker to be killed: node mortal.ts SETTINGS, which tells what happens as one JSON document per line.
 * `crash` asks for the runs and notices, gets stuck in each at one of the steps, and waits for its death;
 * `survive` ends whatever is under way and tells the tally, `finish` the same but for notices; `pause` waits in the middle
 * of each run for a word, and tells how the store took what it did then.
 */
import { once } from "node:events"
import { Effect, Layer, Logger, Queue, Redacted } from "effect"
import { sendNotices } from "../../src/jobs/sendNotices.ts"
import { solveRuns } from "../../src/jobs/solveRuns.ts"
import { Database } from "../../src/store/Database.ts"
import { OutboxStore } from "../../src/store/work/OutboxStore.ts"
import { type Attempt, RunAttempts } from "../../src/store/work/RunAttempts.ts"
import { askForNew, giveAddress, hastenHearts, jobsOver, putNotices, savePlan, tally } from "./jobWorld.ts"

export interface MortalSettings {
  readonly does: "crash" | "survive" | "finish" | "pause"
  readonly directory: string
  readonly url: string | null
  readonly smtp: string
  /** Runs and notices for each step. */
  readonly each: number
}

/** Where a worker of runs gets stuck. */
const steps = ["before begin", "after begin", "at work", "plan saved", "run ended"] as const
const mailSteps = ["notice taken", "mail sent"] as const

const settings: MortalSettings = JSON.parse(process.argv[2]!)
const { does, each } = settings
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

let stuck = 0
const crashing = does === "crash"
const expected = crashing ? (steps.length + mailSteps.length) * each : each
const getStuck = Effect.suspend(() => {
  stuck += 1
  if (stuck === expected) say({ stuck })
  return Effect.never
})

/** A run or a notice got further: the tally may be another. */
const moved = Effect.runSync(Queue.sliding<void>(1))
const move = Queue.offer(moved, undefined)

/** Each run gets the next step, for good. */
const given = new Map<string, (typeof steps)[number]>()
const stepOf = (run: string) => {
  const step = given.get(run) ?? steps[given.size % steps.length]!
  given.set(run, step)
  return step
}
const at = (step: (typeof steps)[number], run: string) => (crashing && stepOf(run) === step ? getStuck : Effect.void)

const stickyAttempts = Layer.effect(
  RunAttempts,
  Effect.map(RunAttempts, (attempts) =>
    RunAttempts.of({
      ...attempts,
      begin: (id, name) =>
        at("before begin", id).pipe(
          Effect.andThen(attempts.begin(id, name)),
          Effect.tap(() => at("after begin", id)),
          Effect.tap(move)
        ),
      finish: (held, plan) =>
        at("plan saved", held.id).pipe(
          Effect.andThen(attempts.finish(held, plan)),
          Effect.andThen(at("run ended", held.id)),
          Effect.tap(move)
        ),
      fail: (held, code) => Effect.tap(attempts.fail(held, code), move)
    })
  )
)

let notices = 0
const stickyOutbox = Layer.effect(
  OutboxStore,
  Effect.map(OutboxStore, (outbox) =>
    OutboxStore.of({
      ...outbox,
      take: (lease) =>
        Effect.tap(outbox.take(lease), (taken) =>
          crashing && taken !== null && notices++ % 2 === 0 ? getStuck : Effect.void
        ),
      sent: (held) => (crashing ? getStuck : Effect.tap(outbox.sent(held), move))
    })
  )
)

/** Told to go on by a line on stdin: the process stops before, and is woken after its runs have been taken from it. */
const woken = Effect.promise(async () => {
  stuck += 1
  if (stuck === expected) say({ stuck })
  await goOn
})
const goOn = once(process.stdin, "data")

const solve = (attempt: Attempt, tell: (progress: string) => Effect.Effect<void>) =>
  tell("at work").pipe(
    Effect.andThen(at("at work", attempt.id)),
    Effect.andThen(does === "pause" ? Effect.uninterruptible(woken) : Effect.void),
    Effect.andThen(savePlan(attempt)),
    Effect.tapError((failure) => Effect.sync(() => does === "pause" && say({ refused: failure._tag }))),
    Effect.uninterruptible
  )

const mail = {
  server: Redacted.make(settings.smtp),
  from: "treff@example.test",
  address: "https://treff.example.test",
  leaseSeconds: 3,
  pollSeconds: 0.5,
  retry: { seconds: 1, tries: 5 }
}

const prepare = Effect.gen(function* () {
  yield* hastenHearts
  yield* giveAddress("post@example.test")
  yield* putNotices(mailSteps.length * each)
  yield* Effect.repeat(askForNew, { times: steps.length * each - 1 })
})
const prepareSleep = Effect.andThen(hastenHearts, Effect.repeat(askForNew, { times: each - 1 }))

const untilEnded = Effect.gen(function* () {
  for (;;) {
    const found = yield* tally
    if (found.waiting === 0 && (does === "finish" || found.sent === found.notices)) return found
    yield* Queue.take(moved)
  }
})

const senders = { crash: mailSteps.length * each, survive: 1, finish: 0, pause: 0 }[does]

const work = Effect.gen(function* () {
  if (crashing) yield* prepare
  if (does === "pause") yield* prepareSleep
  const sending = Array.from({ length: senders }, () => sendNotices(mail))
  const working = Effect.raceAllFirst([solveRuns(does, solve), ...sending])
  if (crashing || does === "pause") return yield* working
  say(yield* Effect.raceFirst(untilEnded, working))
  process.exit(0)
})

const { directory, url } = settings
const database = Database.layer({ mode: "demo", directory, ...(url === null ? {} : { url: Redacted.make(url) }) })
const sticky = Layer.mergeAll(stickyAttempts, stickyOutbox).pipe(
  Layer.provideMerge(jobsOver(database, crashing ? steps.length * each : each)),
  // Stdout is for what the test reads.
  Layer.provideMerge(Layer.succeed(Logger.LogToStderr, true))
)
await Effect.runPromise(Effect.provide(work, sticky))
