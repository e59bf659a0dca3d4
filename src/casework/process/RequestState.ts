/** A request's life: open until a municipality answers, its deadline passes, or IMDi takes it back. */
import { Schema } from "effect"

export const RequestState = Schema.Literals(["open", "accepted", "declined", "expired", "withdrawn"]).annotate({
  identifier: "RequestState",
  description: "ubesvart · ja · nei · fristen er ute · trukket"
})
export type RequestState = typeof RequestState.Type
