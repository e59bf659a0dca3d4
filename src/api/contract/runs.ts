/** Runs and what happens in a round, as they go over the wire. */
import { Schema } from "effect"
import { RoundEvent } from "../../store/rounds/events.ts"
import { Run, RunId } from "../../store/work/RunStore.ts"
import { exampled } from "./exampled.ts"
import { roundEventsExample, runExample, runQueuedExample, runsExample } from "./examples/rounds.ts"

const { requestedBy: _, ...fields } = Run.fields

export const RunBody = exampled(
  Schema.Struct(fields).annotate({
    identifier: "Run",
    description: "A round being solved; `progress` tells the stage, the best plan so far and the bound"
  }),
  runExample
)

export const RunsBody = exampled(
  Schema.Struct({ runs: Schema.Array(RunBody) }).annotate({ identifier: "Runs" }),
  runsExample
)
export const RunQueued = exampled(Schema.Struct({ run: RunId }).annotate({ identifier: "RunQueued" }), runQueuedExample)
export const EventsBody = exampled(
  Schema.Struct({ events: Schema.Array(RoundEvent) }).annotate({ identifier: "RoundEvents" }),
  roundEventsExample
)
