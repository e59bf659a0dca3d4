// A Chromium for the tests on any Linux x64 machine: the one in the package @sparticuz/chromium, or /usr/bin/chromium elsewhere.
// Nothing is downloaded; the package is unpacked once, into node_modules/.cache, and brings the libraries a bare machine lacks.
import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { type Browser, chromium } from "playwright-core"

const run = promisify(execFile)
const modules = fileURLToPath(new URL("../../node_modules", import.meta.url))

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync"
]

/** Unpacks beside the final folder and renames, so that two test files starting at once cannot meet a half-written browser. */
const unpack = async (): Promise<string> => {
  const { version } = JSON.parse(await readFile(join(modules, "@sparticuz/chromium/package.json"), "utf8"))
  const folder = join(modules, ".cache", `chromium-${version}`)
  if (existsSync(folder)) return folder
  await mkdir(dirname(folder), { recursive: true })
  const unfinished = await mkdtemp(`${folder}-`)
  // The package unpacks into the temporary folder of its process: give it a process of its own.
  const program = fileURLToPath(new URL("./unpackChromium.ts", import.meta.url))
  await run(process.execPath, [program], { env: { ...process.env, TMPDIR: unfinished } })
  // The package's own font list names folders of a machine that is not this one.
  const fonts = ["/usr/share/fonts", join(folder, "fonts")].map((path) => `<dir>${path}</dir>`).join("")
  const fontList = `<?xml version="1.0"?><fontconfig>${fonts}<cachedir>${folder}/fonts-cache</cachedir></fontconfig>`
  await writeFile(join(unfinished, "fonts", "fonts.conf"), fontList)
  await rename(unfinished, folder).catch(async (error) => {
    await rm(unfinished, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  })
  return folder
}

const starts = (executablePath: string, env: NodeJS.ProcessEnv) =>
  run(executablePath, ["--version"], { env }).then(
    () => true,
    () => false
  )

const findChromium = async () => {
  if (process.platform === "linux" && process.arch === "x64") {
    const folder = await unpack()
    const executablePath = join(folder, "chromium")
    const asItIs = { ...process.env, FONTCONFIG_PATH: join(folder, "fonts") }
    const equipped = { ...asItIs, LD_LIBRARY_PATH: join(folder, "al2023", "lib") }
    for (const env of [asItIs, equipped]) if (await starts(executablePath, env)) return { executablePath, env }
  }
  return { executablePath: "/usr/bin/chromium", env: process.env }
}

/** The caller closes it: `await using` or `browser.close()`. */
export const launchBrowser = async (): Promise<Browser> => {
  const { executablePath, env } = await findChromium()
  const defined = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  )
  return chromium.launch({ executablePath, env: defined, args: flags })
}
