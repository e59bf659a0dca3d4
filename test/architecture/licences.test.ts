// Every installed package declares a licence we accept (D18); an exception is named here with its decision record, is for development
// only, and goes when the package goes. It reads what packages declare, not what their binaries bundle.
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const root = fileURLToPath(new URL("../../", import.meta.url))

const accepted = new Set(
  "MIT MIT-0 ISC BSD-2-Clause BSD-3-Clause 0BSD Apache-2.0 PostgreSQL Unlicense CC0-1.0 BlueOak-1.0.0".split(" ")
)
const acceptedForFonts = new Set(["OFL-1.1"])
/** docs/adr/2026-11-23-axe-is-mpl.md */
const exceptions: ReadonlyArray<{ readonly name: RegExp; readonly licence: string }> = [
  { name: /^@axe-core\/playwright$/, licence: "MPL-2.0" },
  { name: /^axe-core$/, licence: "MPL-2.0" },
  { name: /^lightningcss(?:-[a-z0-9-]+)?$/, licence: "MPL-2.0" }
]

interface Package {
  readonly name: string
  readonly path: string
  readonly licence: string
}

const readPackage = async (path: string): Promise<Package> => {
  const { name, license } = JSON.parse(await readFile(join(root, path, "package.json"), "utf8"))
  return { name, path, licence: typeof license === "string" ? license : "none declared" }
}

const foldersIn = async (path: string) => {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map((entry) => entry.name)
}

const listPackages = async (folder: string): Promise<ReadonlyArray<Package>> => {
  const names = await foldersIn(folder)
  const scoped = names.filter((name) => name.startsWith("@"))
  const inScopes = await Promise.all(
    scoped.map(async (scope) => (await foldersIn(join(folder, scope))).map((name) => join(scope, name)))
  )
  const paths = [...names.filter((name) => !name.startsWith("@")), ...inScopes.flat()].map((name) => join(folder, name))
  const packages = await Promise.all(
    paths.map(async (path) => [await readPackage(path), ...(await listPackages(join(path, "node_modules")))])
  )
  return packages.flat()
}

/** SPDX: of an OR one must be accepted, of an AND all. */
const isAccepted = ({ name, licence }: Package) =>
  licence
    .replaceAll(/[()]/g, "")
    .split(" OR ")
    .some((choice) =>
      choice
        .split(" AND ")
        .every((each) => accepted.has(each) || (name.startsWith("@fontsource/") && acceptedForFonts.has(each)))
    )

const isExcepted = ({ name, licence }: Package) =>
  exceptions.some((exception) => exception.name.test(name) && exception.licence === licence)

const packages = await listPackages("node_modules")

test("every package has an accepted licence or is a named exception", () => {
  expect(packages.length).toBeGreaterThan(100)
  const refused = packages.filter((each) => !isAccepted(each) && !isExcepted(each))
  expect(refused.map(({ path, licence }) => `${path}: ${licence}`)).toEqual([])
})

test("exceptions are for development only, and each is still needed", async () => {
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")).packages
  const shipped = packages.filter((each) => isExcepted(each) && lock[each.path]?.dev !== true)
  expect(shipped.map(({ path }) => path)).toEqual([])
  const unneeded = exceptions.filter(({ name }) => !packages.some((each) => name.test(each.name) && !isAccepted(each)))
  expect(unneeded.map(({ name }) => name.source)).toEqual([])
})

test("a copyleft licence would be refused", () => {
  const licences = ["GPL-3.0-only", "MIT AND GPL-2.0-only", "OFL-1.1", "none declared", "AGPL-3.0-or-later OR SSPL-1.0"]
  expect(licences.filter((licence) => isAccepted({ name: "planted", path: "planted", licence }))).toEqual([])
  expect(isAccepted({ name: "planted", path: "planted", licence: "(MIT OR GPL-3.0-only)" })).toBe(true)
})
