/**
 * Requests to municipalities: sent by an officer for what is published, answered once, and closed with what they showed.
 * Places are counted under the municipality's lock, so that no two acts take the same one.
 */
import { Context, Effect, Layer, Schema } from "effect"
import type { Answer } from "../casework/answer/Answer.ts"
import { type Confirmation, RequiredConfirmation } from "../casework/answer/Confirmation.ts"
import type { AnsweredRequest } from "../casework/answer/declineRates.ts"
import type { StepNotPossible } from "../casework/process/SettlementState.ts"
import { Household } from "../domain/Household.ts"
import type { RoundId } from "../domain/Ids.ts"
import type { IsoDate } from "../domain/IsoDate.ts"
import type { Access } from "./Access.ts"
import {
  type ActRefused,
  type AnswerUnfit,
  CaseNotFound,
  type KeyReused,
  type PublicationBlocked,
  type TextRefused,
  type VersionStale
} from "./cases/failures.ts"
import { Database, type Trx } from "./Database.ts"
import type { DatabaseFailure } from "./failures.ts"
import { once } from "./once.ts"
import { answer, takeBack } from "./requests/answer.ts"
import { confirm } from "./requests/confirm.ts"
import { readAnswered } from "./requests/declines.ts"
import { ask, reply } from "./requests/questions.ts"
import { RequestListed, RequestOfRound, RequestOpened } from "./requests/Request.ts"
import { openRequest, type RequestPage, readFile, readList, readOfRound } from "./requests/read.ts"
import { receive } from "./requests/receipt.ts"
import { type Sending, send } from "./requests/send.ts"
import { decodeStored } from "./rows/storedJson.ts"

type Failure = CaseNotFound | ActRefused | VersionStale | StepNotPossible | KeyReused | DatabaseFailure
interface Versioned {
  readonly version: number
  readonly state: string
}

export class RequestStore extends Context.Service<
  RequestStore,
  {
    /** All or none. Only what is published, ready and has a place is requested. */
    readonly send: (
      access: Access,
      round: RoundId,
      sending: Sending
    ) => Effect.Effect<ReadonlyArray<{ readonly id: string; readonly household: string }>, Failure | PublicationBlocked>
    readonly listOfRound: (
      access: Access,
      round: RoundId
    ) => Effect.Effect<ReadonlyArray<typeof RequestOfRound.Type>, CaseNotFound | DatabaseFailure>
    /** A municipality's own, latest deadline first. */
    readonly list: (access: Access, page: RequestPage) => Effect.Effect<ReadonlyArray<RequestListed>, DatabaseFailure>
    readonly open: (access: Access, id: string) => Effect.Effect<RequestOpened, CaseNotFound | DatabaseFailure>
    readonly answer: (
      access: Access,
      id: string,
      version: number,
      answer: Answer,
      today: IsoDate
    ) => Effect.Effect<Versioned, Failure | AnswerUnfit>
    /** What the request could not show and must be confirmed before vedtak (S5). */
    readonly confirm: (
      access: Access,
      id: string,
      version: number,
      confirmations: ReadonlyArray<Confirmation>,
      today: IsoDate
    ) => Effect.Effect<Versioned, Failure | AnswerUnfit>
    readonly takeBack: (access: Access, id: string, version: number) => Effect.Effect<Versioned, Failure>
    readonly ask: (
      access: Access,
      id: string,
      question: string
    ) => Effect.Effect<{ readonly id: string }, Failure | TextRefused>
    readonly reply: (
      access: Access,
      request: string,
      question: string,
      answer: string
    ) => Effect.Effect<null, Failure | TextRefused>
    /** The municipality says that it has the household's file. */
    readonly receive: (access: Access, id: string) => Effect.Effect<{ readonly receivedAt: string }, Failure>
    /** Answered requests of the last year by what was needed, for the lead. */
    readonly answered: (access: Access) => Effect.Effect<ReadonlyArray<AnsweredRequest>, DatabaseFailure>
    /** What the file of a household is made of, for the municipality that said yes. */
    readonly file: (access: Access, id: string) => Effect.Effect<HouseholdAccepted, CaseNotFound | DatabaseFailure>
  }
>()("treff/store/RequestStore") {
  static readonly layer = Layer.effect(
    RequestStore,
    Effect.map(Database, (database) => {
      const act = <A extends Schema.Json, E>(access: Access, use: (trx: Trx) => Effect.Effect<A, E>) =>
        database.withRole(access.role, access, (trx) => once(trx, use(trx)))
      const look = <A, E>(access: Access, use: (trx: Trx) => Effect.Effect<A, E>) =>
        database.withRole(access.role, access, use)
      return RequestStore.of({
        send: Effect.fn("RequestStore.send")((access, round, sending) =>
          act(access, (trx) => send(trx, round, sending))
        ),
        listOfRound: Effect.fn("RequestStore.listOfRound")((access, round) =>
          look(access, (trx) => readOfRound(trx, round)).pipe(Effect.flatMap(decodeOfRound))
        ),
        list: Effect.fn("RequestStore.list")((access, page) =>
          look(access, (trx) => readList(trx, page)).pipe(Effect.flatMap(decodeList))
        ),
        open: Effect.fn("RequestStore.open")((access, id) =>
          look(access, (trx) => openRequest(trx, id)).pipe(Effect.flatMap(decodeOpened))
        ),
        answer: Effect.fn("RequestStore.answer")((access, id, version, given, today) =>
          act(access, (trx) => answer(trx, access, id, version, given, today))
        ),
        confirm: Effect.fn("RequestStore.confirm")((access, id, version, confirmations, today) =>
          act(access, (trx) => confirm(trx, id, version, confirmations, today))
        ),
        takeBack: Effect.fn("RequestStore.takeBack")((access, id, version) =>
          act(access, (trx) => takeBack(trx, id, version))
        ),
        ask: Effect.fn("RequestStore.ask")((access, id, question) => act(access, (trx) => ask(trx, id, question))),
        reply: Effect.fn("RequestStore.reply")((access, request, question, text) =>
          act(access, (trx) => reply(trx, request, question, text))
        ),
        receive: Effect.fn("RequestStore.receive")((access, id) => act(access, (trx) => receive(trx, id))),
        answered: Effect.fn("RequestStore.answered")((access) => look(access, readAnswered)),
        file: Effect.fn("RequestStore.file")((access, id) =>
          look(access, (trx) => readFile(trx, id)).pipe(
            Effect.flatMap((found) =>
              found === null ? Effect.fail(new CaseNotFound({ what: "file" })) : decodeAccepted(found)
            )
          )
        )
      })
    })
  )
}

const HouseholdAccepted = Schema.Struct({
  household: Household,
  /** Everything to be confirmed before vedtak. */
  needed: Schema.Array(RequiredConfirmation)
})
export type HouseholdAccepted = typeof HouseholdAccepted.Type
const decodeAccepted = decodeStored(HouseholdAccepted, "accepted household")
const decodeList = decodeStored(Schema.Array(RequestListed), "requests")
const decodeOfRound = decodeStored(Schema.Array(RequestOfRound), "requests of a round")
const decodeOpened = decodeStored(RequestOpened, "request")
