/**
 * How a failure is told: one kind of problem for each. What is not there and what is not for the asker get the same answer,
 * and so does what the database itself refuses (A12). The type of `refusal` is the list of failures a route may end in.
 */
import type { Context } from "hono"
import type { CorrectionImpossible } from "../casework/process/correction.ts"
import type { StepNotPossible } from "../casework/process/SettlementState.ts"
import type { RoundInvalid } from "../intake/loadRound.ts"
import type {
  AccessRefused,
  ActRefused,
  AnswerUnfit,
  CaseNotFound,
  KeyReused,
  PublicationBlocked,
  TextRefused,
  VersionStale
} from "../store/cases/failures.ts"
import type { AlreadySaved, DatabaseFailure, NotFound } from "../store/failures.ts"
import type { RunEnded, RunUnderWay, RunUnknown } from "../store/work/RunStore.ts"
import type { HouseholdUnknown, MunicipalityUnknown, SolverUnavailable } from "./Explanations.ts"
import { type TooManyRequests, tooMany } from "./frame/rateLimit.ts"
import { problem } from "./problem.ts"
import type { RecommendationsMissing, RoundUnknown } from "./Rounds.ts"
import type { TooManySolves } from "./SolveTurn.ts"

type Failure =
  | DatabaseFailure
  | NotFound
  | AlreadySaved
  | CaseNotFound
  | VersionStale
  | ActRefused
  | PublicationBlocked
  | AccessRefused
  | KeyReused
  | StepNotPossible
  | CorrectionImpossible
  | AnswerUnfit
  | TextRefused
  | RoundInvalid
  | RoundUnknown
  | RecommendationsMissing
  | HouseholdUnknown
  | MunicipalityUnknown
  | SolverUnavailable
  | TooManySolves
  | RunUnknown
  | RunUnderWay
  | RunEnded
  | TooManyRequests

const notThere = (c: Context) => problem(c, "not-found", "List what there is first.")

export const refusal = (c: Context, error: Failure) => {
  switch (error._tag) {
    case "DatabaseUnavailable":
      return problem(c, "database-unavailable", error.advice)
    case "DatabaseRefused":
      return error.rule === "constraint"
        ? problem(c, "conflict", "Somebody else did something like it first. Read it again.")
        : notThere(c)
    case "CaseNotFound":
      // Who asks for a file in vain has left the row of `core.file_of`, which says more than an address.
      if (error.what === "file") c.set("refusalTraced", true)
      return notThere(c)
    case "NotFound":
    case "RunUnknown":
      return notThere(c)
    case "RoundUnknown":
      return problem(c, "round-unknown", error.message)
    case "HouseholdUnknown":
      return problem(c, "household-unknown", error.message)
    case "RecommendationsMissing":
      return problem(c, "recommendations-missing", error.message)
    case "MunicipalityUnknown":
      return problem(c, "municipality-unknown", error.message)
    case "AlreadySaved":
      return problem(c, "already-exists", error.message)
    case "VersionStale":
      return problem(c, "precondition-failed", error.message)
    case "ActRefused":
      return problem(c, error.reason, error.advice)
    case "StepNotPossible":
    case "RunEnded":
      return problem(c, "state", error.message)
    case "RunUnderWay":
      return problem(c, "solve-under-way", error.message)
    case "AccessRefused":
      c.set("refusalTraced", true)
      return problem(c, "forbidden", error.message)
    case "KeyReused":
      return problem(c, "idempotency-reused", error.message)
    case "SolverUnavailable":
      return problem(c, "solver-unavailable", error.message)
    case "TooManySolves":
      return problem(c, "busy", error.message)
    case "TooManyRequests":
      return tooMany(c, error)
    case "CorrectionImpossible":
      return problem(
        c,
        "body-invalid",
        error.message,
        error.at.map((pointer) => ({ pointer, detail: error.message }))
      )
    case "AnswerUnfit":
    case "TextRefused":
      return problem(
        c,
        "body-invalid",
        error.message,
        error.findings.map(({ code, pointer }) => ({ pointer, detail: code }))
      )
    case "PublicationBlocked":
      return problem(
        c,
        "publication-blocked",
        error.message,
        error.blockers.map(({ element, household }) => ({ pointer: `/households/${household}`, detail: element }))
      )
    case "RoundInvalid":
      return problem(
        c,
        "body-invalid",
        "See errors for what is wrong with the round.",
        error.problems.map(({ field, message }) => ({ pointer: `/${field}`, detail: message }))
      )
  }
}
