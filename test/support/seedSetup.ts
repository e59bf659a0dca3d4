// One seed for all properties of a run: a failure is had again. npm test always has the same; the soak brings new ones.
import fc from "fast-check"

fc.configureGlobal({ seed: Number(process.env.TREFF_SEED ?? 2026) })
