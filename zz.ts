import { Effect } from "effect"
import { loadRound } from "./src/intake/loadRound.ts"
import { prepareRound } from "./src/matching/prepare.ts"
import { solveRound } from "./src/matching/solveRound.ts"
import { explainRound, matchReport } from "./src/matching/matchReport.ts"
import * as H from "./src/matching/highs/HighsSolver.ts"
let t=performance.now(); const lap=(n:string)=>{const x=performance.now(); console.log(n,Math.round(x-t)); t=x}
const l = await Effect.runPromise(loadRound({}, "demo")); lap("load")
console.log(l.findings.length, l.findings.slice(0,3))
const p = prepareRound(l.input); lap("score")
for (const lane of p.lanes) { const cap=lane.dimensions.map((d,i)=>{let s=0; for(let m=0;m<357;m++) s+=lane.instance.capacity[m*lane.dimensions.length+i]!; return d.id+":"+s}); console.log(lane.lane, lane.households.length, lane.fixed.length, lane.households.reduce((a,h)=>a+h.household.persons,0), cap.join(" "), lane.instance.linked, lane.instance.separate, lane.households.filter(h=>h.eligibility.state.every(s=>s<0)).map(h=>h.household.id+":"+h.household.persons)) }
const s = await Effect.runPromise(Effect.provide(solveRound(p), H.layer)); lap("solve")
console.log(s.lanes.map(l=>({status:l.status,o:l.objective,b:l.bound,lv:l.levels,c:l.conflict})))
const e = explainRound(s, 5); lap("explain")
const r = matchReport({solved:s,explained:e,seconds:{load:0,score:0,solve:0,explain:0},rules:[],knockOn:new Map(),holdPrices:new Map(),findings:l.findings,codeVersion:"x"}); lap("report")
const {placements,held,unplaced,...rest}=r; console.log({...rest,findings:rest.findings.length}, held.map(h=>[h.household,h.reason]), unplaced.map(h=>[h.household,h.persons,h.reason,h.excluded.map(e=>e.criterion+e.municipalities.length)]))
console.log(placements.map(p=>[p.household,p.persons,p.name,p.fit/p.possible,p.rankOfPlaced,p.robustness, p.reasons.length].join(" ")).join("\n"))
process.exit(0)
