/** `/api/v1/requests/{id}/questions`: what a municipality asks back about an open request, and what IMDi answers. */
import { Effect, Schema } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { Question, QuestionAnswer } from "../../casework/answer/Answer.ts"
import { RequestStore } from "../../store/RequestStore.ts"
import { QuestionAsked } from "../contract/requests.ts"
import { DoneBody } from "../contract/rounds.ts"
import { described } from "../describe.ts"
import { idempotent } from "../frame/idempotency.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { refuse, requestPath, strict } from "../parameters.ts"
import { municipalityWriters, officers, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"

const questionPath = strict(
  Schema.Struct({
    id: Schema.String.annotate({ description: "Id of the request" }),
    question: Schema.String.annotate({ description: "Id of the question" })
  })
)

export const requestQuestionRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
    .post(
      "/:id/questions",
      described({
        id: "askQuestion",
        tag: "requests",
        summary: "The municipality asks about an open request",
        answer: QuestionAsked,
        demands: ["body"],
        problems: ["forbidden", "not-found", "state", "database-unavailable"]
      }),
      permit({ roles: municipalityWriters }),
      validator("param", requestPath, refuse),
      jsonBody(Question, { text: "Kan flyttingen vente til februar?" }),
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          RequestStore.use((requests) =>
            requests.ask(c.get("access"), c.req.valid("param").id, c.req.valid("json").text)
          ).pipe(Effect.map((asked) => c.json(asked, 200)))
        )
    )
    .post(
      "/:id/questions/:question/answer",
      described({
        id: "answerQuestion",
        tag: "requests",
        summary: "IMDi answers a question; the municipality is told that there is an answer",
        answer: DoneBody,
        demands: ["body"],
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      permit({ roles: officers }),
      validator("param", questionPath, refuse),
      jsonBody(QuestionAnswer, { text: "Ja, til utgangen av februar." }),
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          RequestStore.use((requests) => {
            const { id, question } = c.req.valid("param")
            return requests.reply(c.get("access"), id, question, c.req.valid("json").text)
          }).pipe(Effect.map(() => c.json({ done: true } as const, 200)))
        )
    )
