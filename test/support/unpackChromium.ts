// Unpacks the package @sparticuz/chromium into the temporary folder of this process, TMPDIR: run by browser.ts, never imported.
import { createRequire } from "node:module"
import { resolve } from "node:path"
import { inflate } from "@sparticuz/chromium"

const archives = resolve(createRequire(import.meta.url).resolve("@sparticuz/chromium"), "../../bin")
await Promise.all(["chromium.br", "fonts.tar.br", "al2023.tar.br"].map((name) => inflate(resolve(archives, name))))
