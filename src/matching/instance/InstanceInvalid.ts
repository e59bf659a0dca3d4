/** Why a problem cannot be read: where, what is wrong, and what to do about it. Always the first thing found, in one sentence. */
import { Schema } from "effect"

export class InstanceInvalid extends Schema.TaggedError<InstanceInvalid>()("InstanceInvalid", {
  /** The file read, where the reader was told its name. */
  file: Schema.optionalKey(Schema.String),
  /** Line of the text, counted from 1, for errors in the JSON itself. */
  line: Schema.optionalKey(Schema.Int),
  /** Path into the document, written as a JSON pointer; "" is the whole document. */
  field: Schema.String,
  problem: Schema.String,
  advice: Schema.String
}) {
  override get message(): string {
    const place = [this.file, this.line === undefined ? undefined : `line ${this.line}`, this.field || undefined]
    const where = place.filter((part) => part !== undefined).join(", ")
    return `${where === "" ? "" : `${where}: `}${this.problem} ${this.advice}`
  }
}
