/** Runs one case in a process of its own, so that its memory is its own and a rival that does not finish can be ended. */
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

export type CaseEnd<A> = { readonly row: A } | { readonly ended: "time" | "failed"; readonly problem: string }

/** The script prints one JSON document; `limitSeconds` is the whole life of the process. */
export function runCase<A>(script: string, input: unknown, limitSeconds: number): Promise<CaseEnd<A>> {
  const file = fileURLToPath(new URL(script, import.meta.url))
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, JSON.stringify(input)], { stdio: ["ignore", "pipe", "pipe"] })
    const out: Array<Buffer> = []
    const errors: Array<Buffer> = []
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      child.kill("SIGKILL")
    }, 1000 * limitSeconds)
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk))
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk))
    child.on("close", (code) => {
      clearTimeout(timer)
      if (timedOut) resolve({ ended: "time", problem: `not done in ${limitSeconds} s` })
      else if (code === 0) resolve({ row: JSON.parse(Buffer.concat(out).toString("utf8")) as A })
      else resolve({ ended: "failed", problem: Buffer.concat(errors).toString("utf8").slice(-400) })
    })
  })
}
