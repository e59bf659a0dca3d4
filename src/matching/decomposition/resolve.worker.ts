/** The thread of a session: it keeps a solved instance and takes changes to it. */
import { parentPort } from "node:worker_threads"
import { Result } from "effect"
import loadHighs from "highs"
import { applyChanges } from "../instance/change.ts"
import type { Instance } from "../instance/Instance.ts"
import { thinned } from "../solver/replyTo.ts"
import type { WorkerMessage } from "../solver/workerThread.ts"
import type { SessionAnswer, SessionQuestion } from "./DecompositionResolver.ts"
import { WarmProblem } from "./WarmProblem.ts"

const highs = await loadHighs()
let session: { readonly problem: WarmProblem; instance: Instance } | undefined

const post = (message: WorkerMessage<SessionAnswer>): void => parentPort?.postMessage(message)

function answer(question: SessionQuestion): SessionAnswer {
  if ("open" in question) {
    const { instance, options, wantsProgress } = question.open
    const onProgress = thinned((progress) => post({ progress }))
    const problem = new WarmProblem(highs, instance, wantsProgress ? { ...options, onProgress } : options)
    session = { problem, instance }
    return { outcome: problem.solve(), isWarm: false }
  }
  if (session === undefined) throw new Error("a change before the session was opened.")
  if ("next" in question) {
    session.instance = question.next
    return session.problem.become(question.next, question.limits)
  }
  const changed = Result.getOrThrow(applyChanges(session.instance, question.changes))
  session.instance = changed
  return session.problem.change(changed, question.changes, question.limits)
}

parentPort?.on("message", (question: SessionQuestion) => {
  try {
    post({ answer: answer(question) })
  } catch (error) {
    post({ problem: `${error instanceof Error ? error.message.slice(0, 300) : String(error)}` })
  }
})
