// What lets a clone install anywhere: exact versions, a lock that npm ci accepts, and install scripts allowed by name only.
import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"

interface Locked {
  readonly optionalDependencies?: Record<string, string>
  readonly hasInstallScript?: boolean
}

const read = async (name: string) => JSON.parse(await readFile(new URL(`../../${name}`, import.meta.url), "utf8"))
const manifest = await read("package.json")
const locked: Record<string, Locked> = (await read("package-lock.json")).packages

test("every version is exact", () => {
  const versions = Object.entries<string>({ ...manifest.dependencies, ...manifest.devDependencies })
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([])
})

test("the lock names the optional packages of every platform", () => {
  // A registry that lacks some of them makes npm install leave them out in silence, and npm ci then refuse the lock:
  // give each an entry of its version, cpu, os and libc, as its siblings have.
  const missing = Object.entries(locked).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in locked) && !(`${path}/node_modules/${name}` in locked)
    )
  )
  expect(missing).toEqual([])
})

test("install scripts run for the packages that need one, and only those", () => {
  const scripted = Object.entries(locked)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length))
  const allowed = Object.entries(manifest.allowScripts).filter(([, verdict]) => verdict === true)
  expect(allowed.map(([name]) => name).sort()).toEqual([...new Set(scripted)].sort())
})
