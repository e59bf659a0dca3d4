/**
 * Sends what waits in the outbox by mail, each notice at least once and always under the same Message-ID, by which whoever
 * gets it twice knows it again. It writes no name and no case, and tells of no failure by what the mail server said.
 */
import { Effect, Redacted, Stream } from "effect"
import { createTransport } from "nodemailer"
import { Changes } from "../store/Changes.ts"
import { OutboxStore, type TakenNotice } from "../store/work/OutboxStore.ts"
import { noticeTexts } from "../texts/notices.ts"

export interface MailSettings {
  /** SMTP_URL. */
  readonly server: Redacted.Redacted
  readonly from: string
  /** Public address of Treff. */
  readonly address: string
  /** Longer than a mail server takes to answer. */
  readonly leaseSeconds: number
  /** How often notices are looked for that nobody told of. */
  readonly pollSeconds: number
  readonly retry: { readonly seconds: number; readonly tries: number }
}

export const mailSettings = (server: Redacted.Redacted, address: string, from?: string): MailSettings => ({
  server,
  from: from ?? `Treff <treff@${new URL(address).hostname}>`,
  address,
  leaseSeconds: 60,
  pollSeconds: 15,
  // Half a minute at first, an hour in the end: for two days.
  retry: { seconds: 30, tries: 54 }
})

type Mailer = ReturnType<typeof createTransport>

const messageOf = ({ id, kind, writtenLanguage }: TakenNotice, { address, from }: MailSettings) => {
  const norwegian = noticeTexts[writtenLanguage === "nn" ? "nn" : "nb"][kind]
  return {
    from,
    messageId: `<${id}@${new URL(address).hostname}>`,
    subject: norwegian.subject,
    text: `${norwegian.body(address)}\n\n${noticeTexts.en[kind].body(address)}\n`
  }
}

/** Whether there was one to send. */
const sendOne = Effect.fnUntraced(function* (mailer: Mailer, settings: MailSettings) {
  const outbox = yield* OutboxStore
  const notice = yield* outbox.take(settings.leaseSeconds)
  if (notice === null) return false
  if (notice.addresses.length === 0) {
    yield* outbox.unaddressed(notice)
    return true
  }
  const message = { ...messageOf(notice, settings), to: [...notice.addresses] }
  const accepted = yield* Effect.tryPromise(() => mailer.sendMail(message)).pipe(
    Effect.as(true),
    Effect.catch(() => Effect.succeed(false))
  )
  if (accepted) yield* outbox.sent(notice)
  else {
    yield* Effect.logWarning(`The notice ${notice.id} could not be sent. Look at the mail server; it is tried again.`)
    yield* outbox.failed(notice, settings.retry)
  }
  return true
})

/** Sends until interrupted. */
export const sendNotices = Effect.fnUntraced(function* (settings: MailSettings) {
  const told = yield* (yield* Changes).subscribe("outbox")
  const mailer = yield* Effect.acquireRelease(
    Effect.sync(() =>
      createTransport({
        url: Redacted.value(settings.server),
        pool: true,
        connectionTimeout: 10_000,
        socketTimeout: 20_000
      })
    ),
    (made) => Effect.sync(() => made.close())
  )
  const drain = sendOne(mailer, settings).pipe(
    Effect.repeat({ while: (more) => more }),
    Effect.catch((failure) => Effect.logWarning(failure.message))
  )
  yield* drain
  const often = Effect.forever(Effect.delay(drain, `${settings.pollSeconds} seconds`))
  return yield* Effect.raceFirst(
    often,
    Effect.andThen(
      Stream.runForEach(told, () => drain),
      Effect.never
    )
  )
}, Effect.scoped)
