/**
 * The static files of the pages: Designsystemet, its theme, Inter, our own style and icon, and nothing else. Read once; the
 * address holds a digest of the content, so that a browser may keep a file for ever.
 */
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { icon } from "./pages/icon.ts"
import { pageStyle } from "./pages/style.ts"

export interface Asset {
  readonly content: Uint8Array<ArrayBuffer>
  readonly type: string
}

export interface Assets {
  /** Addresses of the style sheets, in the order they apply. */
  readonly styles: ReadonlyArray<string>
  readonly icon: string
  readonly find: (name: string) => Asset | undefined
}

export const assetFolder = "/assets/"

const { resolve } = createRequire(import.meta.url)
const digestLength = 12

/** Inter comes in parts by script; these two hold Norwegian, the Sámi languages and the rest of Latin. */
const scripts = ["latin-ext", "latin"] as const
const weights = [400, 500, 600] as const

export const loadAssets = (): Assets => {
  const assets = new Map<string, Asset>()
  const add = (stem: string, extension: string, type: string, content: Uint8Array<ArrayBuffer>): string => {
    const digest = createHash("sha256").update(content).digest("hex").slice(0, digestLength)
    const name = `${stem}.${digest}.${extension}`
    assets.set(name, { content, type })
    return assetFolder + name
  }
  const text = (stem: string, extension: string, type: string, content: string) =>
    add(stem, extension, `${type}; charset=utf-8`, new TextEncoder().encode(content))
  const style = (stem: string, content: string) => text(stem, "css", "text/css", content)
  const packaged = (name: string) => new Uint8Array(readFileSync(resolve(name)))

  const fonts = weights.flatMap((weight) =>
    scripts.map((script) => {
      const file = `inter-${script}-${weight}-normal`
      return {
        weight,
        script,
        url: add(file, "woff2", "font/woff2", packaged(`@fontsource/inter/files/${file}.woff2`))
      }
    })
  )
  return {
    styles: [
      add("theme", "css", "text/css; charset=utf-8", packaged("@digdir/designsystemet-theme")),
      add("designsystemet", "css", "text/css; charset=utf-8", packaged("@digdir/designsystemet-css")),
      style("treff", pageStyle(fonts))
    ],
    icon: text("treff", "svg", "image/svg+xml", icon),
    find: (name) => assets.get(name)
  }
}
