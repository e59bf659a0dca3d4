import { Effect } from "effect"
import { loadRound } from "./src/intake/loadRound.ts"
import { prepareRound } from "./src/matching/prepare.ts"
import { Solver } from "./src/matching/solver/Solver.ts"
import * as H from "./src/matching/highs/HighsSolver.ts"
const l = await Effect.runPromise(loadRound({}, "demo"))
const p = prepareRound(l.input)
const inst = p.lanes[1]!.instance
console.log("go")
const k = setInterval(()=>console.log("tick"),2000)
const out=await Effect.runPromise(Effect.provide(Effect.gen(function*(){ const s=yield* Solver; const a=yield* s.solve(inst,{rule:"place-first",gap:0,seed:1}); console.log("first", a._tag); const b=yield* s.solve(inst,{rule:"place-first",gap:0,seed:1}); console.log("second", b._tag); return b}),H.layer)) as any
console.log(out._tag,out.objective)
clearInterval(k)
