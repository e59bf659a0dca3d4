/** Bad input in words: which file, which line, which field, what is wrong and what to do. Never quotes a value. */
import { Schema } from "effect"

export class InputInvalid extends Schema.TaggedError<InputInvalid>()("InputInvalid", {
  file: Schema.String,
  line: Schema.NullOr(Schema.Int),
  /** Path into the document, e.g. `households[3].members[0].birthDate`; "" = the document itself. */
  field: Schema.String,
  problem: Schema.String,
  advice: Schema.String,
  /** Further problems found in the same file. */
  more: Schema.Int
}) {
  override get message(): string {
    const where = [this.file, this.line === null ? "" : `line ${this.line}`, this.field].filter((part) => part !== "")
    const more = this.more === 0 ? "" : ` (${this.more} more in this file)`
    return `${where.join(", ")}: ${this.problem}${more}. ${this.advice}`
  }
}
