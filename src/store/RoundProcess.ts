/**
 * What officers do with a round between the solver and the requests: choose, decide, submit, publish, take back. Every act
 * is one transaction with its history and its audit row; a version that is no longer current refuses it.
 */
import { Context, Effect, Layer, type Schema } from "effect"
import type { Blocker } from "../casework/process/RoundState.ts"
import type { HouseholdId, RoundId } from "../domain/Ids.ts"
import type { IsoDate } from "../domain/IsoDate.ts"
import type { Access } from "./Access.ts"
import { record } from "./audit/trail.ts"
import type { ActRefused, CaseNotFound, KeyReused, PublicationBlocked, VersionStale } from "./cases/failures.ts"
import { freshPlan } from "./cases/plan.ts"
import { findRound } from "./cases/round.ts"
import { Database, type Trx } from "./Database.ts"
import type { DatabaseFailure } from "./failures.ts"
import { once } from "./once.ts"
import type { Versioned } from "./rounds/acts.ts"
import { type ChoiceMade, choose, unchoose } from "./rounds/choices.ts"
import {
  type Decided,
  type DecisionKept,
  type DecisionPage,
  decide,
  readDecisions,
  undecide
} from "./rounds/decisions.ts"
import { type EventsAsked, giveTo, type RoundEvent, readEvents, solve } from "./rounds/events.ts"
import { findBlockers, publish, submit, withdraw } from "./rounds/review.ts"
import type { RunId, RunUnderWay } from "./work/RunStore.ts"

type Failure = CaseNotFound | ActRefused | VersionStale | KeyReused | DatabaseFailure
export class RoundProcess extends Context.Service<
  RoundProcess,
  {
    readonly choose: (
      access: Access,
      round: RoundId,
      household: HouseholdId,
      /** Of the household's file, as the officer has read it. */
      version: number,
      choice: ChoiceMade
    ) => Effect.Effect<Versioned, Failure>
    /** A choice with the terms it is made on, which are kept and answered with it. */
    readonly hold: <Terms extends Readonly<Record<string, Schema.Json>>>(
      access: Access,
      round: RoundId,
      household: HouseholdId,
      version: number,
      held: { readonly reason: string; readonly terms: Terms }
    ) => Effect.Effect<Versioned & Terms, Failure>
    readonly unchoose: (
      access: Access,
      round: RoundId,
      household: HouseholdId,
      version: number,
      choice: Pick<ChoiceMade, "kind" | "municipality">
    ) => Effect.Effect<Versioned, Failure>
    /** All or none. An override to another place than the plan's is also a lock: solve the round again. */
    readonly decide: (
      access: Access,
      round: RoundId,
      plan: string,
      decided: ReadonlyArray<Decided>
    ) => Effect.Effect<Versioned, Failure>
    /** Takes a decision back, until a request has been sent. */
    readonly undecide: (
      access: Access,
      round: RoundId,
      household: HouseholdId,
      version: number
    ) => Effect.Effect<Versioned, Failure>
    /** Who decided what, why, and what was shown; for the second person. By household; one more than asked for when there is one. */
    readonly decisions: (
      access: Access,
      round: RoundId,
      page: DecisionPage
    ) => Effect.Effect<ReadonlyArray<DecisionKept>, CaseNotFound | DatabaseFailure>
    readonly submit: (access: Access, round: RoundId, version: number) => Effect.Effect<Versioned, Failure>
    /** By another person than the one who submitted it. */
    readonly publish: (
      access: Access,
      round: RoundId,
      version: number,
      today: IsoDate
    ) => Effect.Effect<Versioned, Failure | PublicationBlocked>
    /** What stands between the latest plan and publication. */
    readonly blockers: (
      access: Access,
      round: RoundId,
      today: IsoDate
    ) => Effect.Effect<ReadonlyArray<Blocker>, CaseNotFound | ActRefused | DatabaseFailure>
    /** Back to the officers; the places that no request holds are free again. */
    readonly withdraw: (access: Access, round: RoundId, version: number) => Effect.Effect<Versioned, Failure>
    readonly giveTo: (access: Access, round: RoundId, officer: string) => Effect.Effect<null, Failure>
    /** Asks for the round to be solved as it is now. */
    readonly solve: (access: Access, round: RoundId) => Effect.Effect<{ readonly run: RunId }, Failure | RunUnderWay>
    /** What has happened after an event, in order; at most a hundred. */
    readonly events: (
      access: Access,
      round: RoundId,
      since: number,
      asked: EventsAsked
    ) => Effect.Effect<ReadonlyArray<RoundEvent>, CaseNotFound | DatabaseFailure>
  }
>()("treff/store/RoundProcess") {
  static readonly layer = Layer.effect(
    RoundProcess,
    Effect.map(Database, (database) => {
      const act = <A extends Schema.Json, E>(access: Access, use: (trx: Trx) => Effect.Effect<A, E>) =>
        database.withRole(access.role, access, (trx) => once(trx, use(trx)))
      return RoundProcess.of({
        choose: Effect.fn("RoundProcess.choose")((access, round, household, version, choice) =>
          act(access, (trx) => choose(trx, round, household, version, choice))
        ),
        hold: Effect.fn("RoundProcess.hold")((access, round, household, version, { reason, terms }) =>
          act(access, (trx) =>
            choose(trx, round, household, version, { kind: "hold", reason }, terms).pipe(
              Effect.map((done) => ({ ...done, ...terms }))
            )
          )
        ),
        unchoose: Effect.fn("RoundProcess.unchoose")((access, round, household, version, choice) =>
          act(access, (trx) => unchoose(trx, round, household, version, choice))
        ),
        decide: Effect.fn("RoundProcess.decide")((access, round, plan, decided) =>
          act(access, (trx) => decide(trx, round, plan, decided))
        ),
        undecide: Effect.fn("RoundProcess.undecide")((access, round, household, version) =>
          act(access, (trx) => undecide(trx, round, household, version))
        ),
        decisions: Effect.fn("RoundProcess.decisions")((access, round, page) =>
          database.withRole(access.role, access, (trx) => readDecisions(trx, round, page))
        ),
        submit: Effect.fn("RoundProcess.submit")((access, round, version) =>
          act(access, (trx) => submit(trx, access, round, version))
        ),
        publish: Effect.fn("RoundProcess.publish")((access, round, version, today) =>
          act(access, (trx) => publish(trx, access, round, version, today))
        ),
        blockers: Effect.fn("RoundProcess.blockers")((access, round, today) =>
          database.withRole(access.role, access, (trx) =>
            Effect.gen(function* () {
              const plan = yield* freshPlan(trx, yield* findRound(trx, round))
              const blockers = yield* findBlockers(trx, round, plan.id, today)
              yield* record({ action: "list", subject: `round:${round}`, fields: ["blockers"], count: blockers.length })
              return blockers
            })
          )
        ),
        withdraw: Effect.fn("RoundProcess.withdraw")((access, round, version) =>
          act(access, (trx) => withdraw(trx, round, version))
        ),
        giveTo: Effect.fn("RoundProcess.giveTo")((access, round, officer) =>
          act(access, (trx) => giveTo(trx, round, officer))
        ),
        solve: Effect.fn("RoundProcess.solve")((access, round) => act(access, (trx) => solve(trx, round))),
        events: Effect.fn("RoundProcess.events")((access, round, since, asked) =>
          database.withRole(access.role, access, (trx) => readEvents(trx, round, since, asked))
        )
      })
    })
  )
}
