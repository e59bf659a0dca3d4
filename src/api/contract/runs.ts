/** Runs and what happens in a round, as they go over the wire. */
import { Schema } from "effect"
import { RoundEvent } from "../../store/rounds/events.ts"
import { Run, RunId } from "../../store/work/RunStore.ts"

const { requestedBy: _, ...fields } = Run.fields

export const RunBody = Schema.Struct(fields).annotate({
  identifier: "Run",
  description: "A round being solved; `progress` tells the stage, the best plan so far and the bound"
})

export const RunsBody = Schema.Struct({ runs: Schema.Array(RunBody) }).annotate({ identifier: "Runs" })
export const RunQueued = Schema.Struct({ run: RunId }).annotate({ identifier: "RunQueued" })
export const EventsBody = Schema.Struct({ events: Schema.Array(RoundEvent) }).annotate({ identifier: "RoundEvents" })
