import { Effect } from "effect"
import { loadRound } from "./src/intake/loadRound.ts"
import { prepareRound } from "./src/matching/prepare.ts"
import { Solver } from "./src/matching/solver/Solver.ts"
import * as H from "./src/matching/highs/HighsSolver.ts"
const l = await Effect.runPromise(loadRound({}, "demo"))
const p = prepareRound(l.input)
const base = p.lanes[0]!.instance
const D=base.dimensions.length, n=base.households.length, M=base.locations.length
const ks=(process.argv[2]??"").split(",").filter(Boolean).map(Number)
const D2=D+ks.length
const demand=new Int32Array(n*D2), capacity=new Int32Array(M*D2), minimum=new Int32Array(M*D2)
for(let h=0;h<n;h++){for(let d=0;d<D;d++)demand[h*D2+d]=base.demand[h*D+d]!; ks.forEach((k,i)=>demand[h*D2+D+i]=Math.floor(base.demand[h*D]!/k))}
for(let m=0;m<M;m++){for(let d=0;d<D;d++){capacity[m*D2+d]=base.capacity[m*D+d]!;minimum[m*D2+d]=base.minimum[m*D+d]!}; ks.forEach((k,i)=>capacity[m*D2+D+i]=Math.floor(base.capacity[m*D]!/k))}
const inst={...base,dimensions:[...base.dimensions,...ks.map(k=>"p"+k)],demand,capacity,minimum}
const t=performance.now()
const out=await Effect.runPromise(Effect.provide(Effect.flatMap(Solver,(s)=>s.solve(inst,{rule:"place-first",gap:0,seed:1})),H.layer)) as any
console.log(out._tag,out.objective,out.bound,out.lpBound,performance.now()-t)
process.exit(0)
