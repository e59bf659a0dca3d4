/**
 * Which process holds a directory, as written in its lock, and whether that process still lives.
 * A process is its id and its start: ids are given out again, and after a restart all of them are.
 */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { hostname } from "node:os"
import { Schema } from "effect"

export class Holder extends Schema.Class<Holder>("Holder")({
  pid: Schema.Int,
  /** Opaque; null where the system does not tell. */
  started: Schema.NullOr(Schema.String),
  host: Schema.String,
  /** Where it serves, once it does. */
  address: Schema.optionalKey(Schema.String)
}) {}

/** /proc/PID/stat: the name in parentheses may hold anything, the fields after it do not. Field 3 is state, 22 start. */
const startedOnLinux = (pid: number): string | null => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  if (fields[0] === "Z" || fields[0] === "X") return null
  return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${fields[19]}`
}

const startedElsewhere = (pid: number): string | null => {
  if (process.platform === "win32") return null
  return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null
}

/** When the process started; null when there is no such process, or the system does not tell. */
const startOf = (pid: number): string | null => {
  try {
    return process.platform === "linux" ? startedOnLinux(pid) : startedElsewhere(pid)
  } catch {
    return null
  }
}

const answers = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    // EPERM: it lives, and belongs to somebody else.
    return cause instanceof Error && "code" in cause && cause.code === "EPERM"
  }
}

export const thisProcess = (): Holder =>
  new Holder({ pid: process.pid, started: startOf(process.pid), host: hostname() })

/** A process on another machine cannot be seen from here and counts as alive. */
export const isAlive = (holder: Holder): boolean => {
  if (holder.host !== hostname()) return true
  if (!answers(holder.pid)) return false
  if (holder.started === null) return true
  return startOf(holder.pid) === holder.started
}
