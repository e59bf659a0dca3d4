import { Effect } from "effect"
import { decodeInstance } from "./src/matching/instance/decodeInstance.ts"
import { Solver } from "./src/matching/solver/Solver.ts"
import * as H from "./src/matching/highs/HighsSolver.ts"
import * as J from "./src/matching/jslp/JslpSolver.ts"
import { readFileSync } from "node:fs"
const [,, f, rule, which] = process.argv
const inst = await Effect.runPromise(decodeInstance(readFileSync(f!,"utf8"), f))
const t=performance.now()
const out=await Effect.runPromise(Effect.provide(Effect.flatMap(Solver,(s)=>s.solve(inst,{rule:rule as any,gap:0,seed:1})), which==="j"?J.layer:H.layer)) as any
console.log(out._tag,out.objective/inst.scale,out.bound/inst.scale,out.lpBound/inst.scale, out.canonical, out.levels, Math.round(performance.now()-t))
