/** The real round of a life: made anew for each, in municipalities of its own, and asked through the stores. */
import { randomUUID } from "node:crypto"
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import type { Confirmation, RequiredConfirmation } from "../../../src/casework/answer/Confirmation.ts"
import { HouseholdId, RoundId } from "../../../src/domain/Ids.ts"
import { IsoDate } from "../../../src/domain/IsoDate.ts"
import { MunicipalityCode } from "../../../src/domain/MunicipalityCode.ts"
import { Plan } from "../../../src/domain/Plan.ts"
import type { Access } from "../../../src/store/Access.ts"
import { CapacityStore } from "../../../src/store/CapacityStore.ts"
import { PlanStore } from "../../../src/store/PlanStore.ts"
import { RequestStore } from "../../../src/store/RequestStore.ts"
import { RoundProcess } from "../../../src/store/RoundProcess.ts"
import { RoundStore } from "../../../src/store/RoundStore.ts"
import type { TestDatabase } from "../../support/databases.ts"
import type { Life, Who } from "./Model.ts"
import { makeRound, sizes } from "./makeRound.ts"
import type { Program, Runtime } from "./stores.ts"

const today = IsoDate.make("2026-11-23")
const year = 2026
let lives = 0

const confirmed = (one: RequiredConfirmation): Confirmation => {
  if (one._tag !== "dwelling") throw new Error(`nobody here needs ${one._tag}`)
  return { _tag: one._tag, rooms: one.rooms, stepFree: one.stepFree, availableFrom: one.by }
}

/** One round of three households, two officers and two municipalities. */
export class Real {
  readonly round: RoundId
  readonly municipalities: readonly [string, string]
  readonly #runtime: Runtime
  readonly #database: TestDatabase
  readonly #number: number

  constructor(runtime: Runtime, database: TestDatabase) {
    this.#runtime = runtime
    this.#database = database
    this.#number = ++lives
    this.round = RoundId.make(`life-${this.#number}`)
    const code = (at: number) => String(1_000 + 2 * this.#number + at).padStart(4, "0")
    this.municipalities = [code(0), code(1)]
  }

  officer(who: Who): Access {
    return {
      role: "api_imdi",
      user: `${this.round}-${who}`,
      roles: ["imdi-officer"],
      organisation: "imdi",
      purpose: "settlement"
    }
  }

  #lead: Access = { role: "api_imdi", user: "lead", roles: ["imdi-lead"], organisation: "imdi", purpose: "settlement" }

  municipality(code: string): Access {
    return {
      role: "api_kommune",
      user: `writer-${code}`,
      roles: ["municipality-write"],
      municipality: MunicipalityCode.make(code),
      organisation: `municipality:${code}`,
      purpose: "settlement"
    }
  }

  async begin(decided: number): Promise<Life> {
    const round = makeRound(this.round, this.#number)
    const numbers = this.municipalities.map((code) => ({
      municipality: MunicipalityCode.make(code),
      requested: decided,
      minorsRequested: 0,
      decided,
      minorsDecided: 0,
      settledBefore: 0,
      agreedBefore: 0,
      selfSettlementBefore: 0,
      minorsBefore: 0,
      source: "test"
    }))
    const [first, second] = [this.officer("first"), this.officer("second")]
    await this.#runtime.runPromise(
      Effect.gen({ self: this }, function* () {
        yield* (yield* RoundStore).save(first, round)
        yield* (yield* RoundProcess).giveTo(first, this.round, first.user)
        yield* (yield* RoundProcess).giveTo(this.#lead, this.round, second.user)
        yield* (yield* CapacityStore).load(this.#lead, year, numbers)
      })
    )
    const seen = await this.look()
    return {
      families: new Map(
        Object.entries(sizes).map(([name, persons]) => [
          name,
          {
            persons,
            state: "waiting",
            version: 1,
            file: 1,
            at: null,
            request: undefined,
            decided: undefined,
            choice: undefined,
            settlement: seen.settlements[name]!.id,
            arrived: 0
          }
        ])
      ),
      decided: new Map(this.municipalities.map((code) => [code, decided])),
      state: "draft",
      version: seen.version,
      input: seen.input,
      submittedBy: undefined,
      plan: undefined,
      published: undefined
    }
  }

  /** "done" with what came of it, or how it was refused. */
  async attempt(program: Program): Promise<{ readonly outcome: string; readonly value?: unknown }> {
    return await this.#runtime.runPromise(
      Effect.match(program, {
        onSuccess: (value) => ({ outcome: "done", value }),
        onFailure: (failure) => ({
          outcome: [failure._tag, ...("reason" in failure ? [String(failure.reason)] : [])].join(" ")
        })
      })
    )
  }

  /** A plan as a solver would save it, without the seconds a solver takes. */
  savePlan(places: ReadonlyMap<string, string>, input: number): Program {
    const plan = Schema.decodeUnknownSync(Plan)({
      format: "treff-plan/1",
      round: this.round,
      run: {
        solver: "decomposition",
        seed: 1,
        status: "optimal",
        objective: 0,
        bound: 0,
        gap: 0,
        profiles: ["standard"],
        parameters: "2026-11",
        facts: "2026-11-23",
        code: "test"
      },
      placements: [...places].map(([household, municipality]) => ({
        household,
        state: "placed",
        municipality,
        points: 0
      }))
    })
    const proof = { solver: "none", seed: 1, lanes: [], questions: {} }
    return PlanStore.use((plans) =>
      plans.save(this.officer("first"), { plan, analysis: {}, proof, inputVersion: input })
    )
  }

  send(who: Who, names: ReadonlyArray<string>): Program {
    const deadline = "2099-01-01T00:00:00Z"
    return RequestStore.use((requests) =>
      requests.send(this.officer(who), this.round, {
        households: names.map((name) => HouseholdId.make(name)),
        deadline,
        today,
        undecided: false
      })
    )
  }

  /** A yes that confirms whatever is asked. */
  accept(code: string, request: string, version: number): Program {
    const access = this.municipality(code)
    return Effect.gen(function* () {
      const requests = yield* RequestStore
      const { required } = yield* requests.open(access, request)
      const answered = yield* requests.answer(
        access,
        request,
        version,
        { _tag: "accept", confirmations: required.map(confirmed) },
        today
      )
      // What the request could not show is asked after the yes, and confirmed, too: no vedtak without it.
      const { needed } = yield* requests.file(access, request)
      yield* requests.confirm(access, request, answered.version, needed.map(confirmed), today)
      return answered
    })
  }

  decline(code: string, request: string, version: number): Program {
    const no = { _tag: "decline", reason: { _tag: "no-suitable-dwelling" } } as const
    return RequestStore.use((requests) => requests.answer(this.municipality(code), request, version, no, today))
  }

  publish(who: Who, version: number): Program {
    return RoundProcess.use((process) => process.publish(this.officer(who), this.round, version, today))
  }

  /** Everything a life is compared in. */
  async look() {
    const { rows } = await sql<{
      readonly state: string
      readonly version: number
      readonly input: number
      readonly submitted: string | null
      readonly published: boolean
      readonly settlements: Readonly<
        Record<
          string,
          {
            readonly id: string
            readonly state: string
            readonly version: number
            readonly at: string | null
            readonly arrived: number
          }
        >
      >
      readonly requests: ReadonlyArray<{ readonly id: string; readonly state: string; readonly version: number }>
      readonly claims: number
      readonly events: ReadonlyArray<number>
    }>`
      select r.state, r.version, r.input_version as input, r.submitted_by as submitted,
        exists (select from core.publication p where p.round_id = r.id) as published,
        (select jsonb_object_agg(s.household_id, jsonb_build_object('id', s.id, 'state', s.state, 'version', s.version,
            'at', s.municipality, 'arrived', (select count(*) from core.arrival a
              where a.round_id = s.round_id and a.household_id = s.household_id)))
          from core.settlement s where s.round_id = r.id) as settlements,
        coalesce((select jsonb_agg(jsonb_build_object('id', q.id, 'state', q.state, 'version', q.version))
          from core.request q where q.round_id = r.id), '[]') as requests,
        (select count(*)::int from core.claim c join core.request q on q.id = c.request_id where q.round_id = r.id) as claims,
        (select coalesce(jsonb_agg(e.seq order by e.seq), '[]') from core.event e where e.round_id = r.id) as events
      from core.round r where r.id = ${this.round}`.execute(this.#database.admin)
    return rows[0]!
  }

  places(code: string) {
    return this.#runtime.runPromise(
      CapacityStore.use((capacities) => capacities.counts(this.#lead, MunicipalityCode.make(code), year))
    )
  }

  /** Ids nobody has. */
  readonly nobody = randomUUID()
}
