import json,subprocess,random
base=json.load(open('/tmp/match.json'))
random.seed(3)
def run(*a):
    r=subprocess.run(['node','zcli.ts',*a],capture_output=True,text=True,timeout=120); return r
pl=[p for p in base['placements'] if p['state']=='placed']
for p in random.sample(pl,3):
    alts=[t for t in p['topK'] if not t['chosen']]
    m=random.choice(alts)['municipality']
    e=json.loads(run('explain',p['household'],'--why-not',m,'--json').stdout)
    w=e['whyNot']
    r=run('match','--lock',f"{p['household']}={m}",'--json'); l=json.loads(r.stdout)
    a={x['household']:x['municipality'] for x in base['placements']}; b={x['household']:x['municipality'] for x in l['placements']}
    moves={h:(a.get(h),b.get(h)) for h in set(a)|set(b) if a.get(h)!=b.get(h)}
    print(p['household'],m,w['answer'],w['difference'],l['objective']-base['objective'],{x['household']:(x['from'],x['to']) for x in w['moves']}==moves,len(moves), e['total']==sum(c['points'] for c in e['criteria']), w['points']==sum(c['points'] for c in w['criteria']))
