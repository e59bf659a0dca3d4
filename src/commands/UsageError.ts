/** A command was asked for in a way it does not understand. */
import { Schema } from "effect"

export class UsageError extends Schema.TaggedError<UsageError>()("UsageError", {
  problem: Schema.String,
  advice: Schema.String
}) {
  override get message(): string {
    return `${this.problem} ${this.advice}`
  }
}
