/** How an act on a case can be refused, in words that say nothing of what the asker may not see. */
import { Schema } from "effect"
import { Blocker } from "../../casework/process/RoundState.ts"

/** Not there, or not for the one who asks: the two are never told apart. */
export class CaseNotFound extends Schema.TaggedError<CaseNotFound>()("CaseNotFound", {
  what: Schema.Literals([
    "round",
    "household",
    "person",
    "plan",
    "request",
    "question",
    "capacity",
    "declaration",
    "forecast",
    "run",
    "choice",
    "decision",
    "application",
    "file"
  ])
}) {
  override get message(): string {
    return `There is no such ${this.what}. List what there is first.`
  }
}

/** Somebody else changed it since it was read. */
export class VersionStale extends Schema.TaggedError<VersionStale>()("VersionStale", {}) {
  override get message(): string {
    return "It has been changed since you read it. Read it again, and decide on what it says now."
  }
}

/** The act is understood and well formed, and the state of things does not allow it. */
export class ActRefused extends Schema.TaggedError<ActRefused>()("ActRefused", {
  reason: Schema.Literals([
    "state",
    "no-places",
    "already-placed",
    "already-requested",
    "plan-outdated",
    "no-plan",
    "second-person",
    "not-published",
    "self-settlement-pending",
    "lease-unchecked",
    "shielded",
    "household-too-large",
    "solve-under-way",
    "already-exists",
    "not-decided",
    "too-many",
    "may-not-be-held",
    "sent"
  ]),
  advice: Schema.String
}) {
  override get message(): string {
    return this.advice
  }
}

/** The plan cannot be published or requested yet; each household and element by name (S1, S21). */
export class PublicationBlocked extends Schema.TaggedError<PublicationBlocked>()("PublicationBlocked", {
  blockers: Schema.Array(Blocker)
}) {
  override get message(): string {
    return `${this.blockers.length} elements are missing. See errors for each household.`
  }
}

/** Purpose, role or relation does not allow it; the refusal is in the audit log. */
export class AccessRefused extends Schema.TaggedError<AccessRefused>()("AccessRefused", {}) {
  override get message(): string {
    return "This is not open to you for this purpose. The refusal is logged."
  }
}

/** The key was used for another request. */
export class KeyReused extends Schema.TaggedError<KeyReused>()("KeyReused", {}) {
  override get message(): string {
    return "The Idempotency-Key was used for another request. Use a new key for each act."
  }
}

/** The answer does not fit what was asked; every finding with its place in the answer. */
export class AnswerUnfit extends Schema.TaggedError<AnswerUnfit>()("AnswerUnfit", {
  findings: Schema.Array(Schema.Struct({ code: Schema.String, pointer: Schema.String }))
}) {
  override get message(): string {
    return "The answer does not fit what was asked. See errors for each place."
  }
}

/** A question or its answer is about what neither may be about (S6). */
export class TextRefused extends Schema.TaggedError<TextRefused>()("TextRefused", {
  findings: Schema.Array(Schema.Struct({ code: Schema.String, pointer: Schema.String }))
}) {
  override get message(): string {
    return "The text is about something it may not be about. Take out what errors name."
  }
}
