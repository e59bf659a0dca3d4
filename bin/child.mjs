// Which Node Treff runs on, and how one process hands over to another: same terminal, same signals, same ending.
// Plain JavaScript that any Node from 18 can read; imports nothing of ours.
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { constants } from "node:os"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("..", import.meta.url))

/** The first Node that strips types unasked and that every dependency supports. */
const fits = (version) => {
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number)
  return major > 22 || (major === 22 && minor >= 19)
}

/** A Node that fits: this one, or the one npm installed beside us; undefined when neither does. */
export const findNode = () => {
  if (fits(process.version)) return process.execPath
  const installed = `${root}node_modules/node/bin/node${process.platform === "win32" ? ".exe" : ""}`
  return existsSync(installed) && installed !== process.execPath ? installed : undefined
}

export const noNode = `Treff needs Node 22.19 or newer and this is ${process.version}: run "npm ci" in ${root}, which brings one.`

/**
 * Runs a program in our place and resolves to the exit code it ends with.
 * Under npm our parent is a shell that dies of a signal without passing it on: with `underNpm` an orphan ends too.
 */
export const run = (program, args, { underNpm = false, ...options } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", ...options })
    const pass = (signal) => {
      // A terminal has already sent its Ctrl-C to the whole group; a second one would read as impatience.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal)
    }
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"]
    for (const signal of signals) process.on(signal, pass)
    const parent = process.ppid
    const watch = underNpm ? setInterval(() => process.ppid !== parent && child.kill(), 500) : undefined
    const leave = () => {
      clearInterval(watch)
      for (const signal of signals) process.off(signal, pass)
    }
    child.once("error", (error) => {
      leave()
      reject(error)
    })
    child.once("close", (code, signal) => {
      leave()
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
