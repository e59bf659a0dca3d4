/**
 * Earlier rounds, published and settled, as years of work leave them: what a request costs must not grow with what is over.
 * Copies of one round with persons of their own, written past row security and triggers by the owner; nobody opens them.
 */
import pg from "pg"

const past = "$1 || '-' || past"
const from = "cross join generate_series(1, $2::int) as past where"

const statements = [
  `insert into core.round (id, name, date, next_round, synthetic, doc, state, submitted_by, created_by, event_seq)
   select ${past}, name, date - 365 - past, next_round - 365 - past, synthetic, doc, 'published', 'past', 'past', 500
   from core.round ${from} id = $1`,
  `insert into core.household (round_id, id, position, route, strictly_confidential, doc)
   select ${past}, id, position, route, false, doc from core.household ${from} round_id = $1 and not strictly_confidential`,
  `insert into person.subject (duf_number)
   select p.duf_number || '-' || past from person.person p ${from} round_id = $1 and not strictly_confidential`,
  `insert into person.person (round_id, id, household_id, strictly_confidential, position, duf_kind, duf_number, birth_date, doc, subject)
   select ${past}, p.id, household_id, false, position, duf_kind, p.duf_number, birth_date, doc, s.id
   from person.person p cross join generate_series(1, $2::int) as past
   join person.subject s on s.duf_number = p.duf_number || '-' || past
   where round_id = $1 and not strictly_confidential`,
  `insert into core.plan (id, round_id, run, analysis, proof)
   select gen_random_uuid(), ${past}, run, '{}', null from core.plan ${from} round_id = $1`,
  `insert into core.placement (plan_id, round_id, household_id, position, state, municipality, points)
   select plan.id, plan.round_id, l.household_id, l.position, l.state, l.municipality, l.points
   from core.placement l cross join generate_series(1, $2::int) as past join core.plan plan on plan.round_id = ${past}
   where l.round_id = $1`,
  `insert into core.publication (round_id, plan_id, submitted_by, published_by)
   select round_id, id, 'past', 'other' from core.plan where round_id like $1 || '-%'`,
  `insert into core.settlement (round_id, household_id, persons, minors, state, municipality)
   select l.round_id, l.household_id, s.persons, s.minors, 'settled', l.municipality
   from core.placement l join core.settlement s on s.round_id = $1 and s.household_id = l.household_id
   where l.round_id like $1 || '-%' and l.municipality is not null`,
  `insert into core.request (round_id, household_id, municipality, year, persons, minors, plan_id, state, required, deadline,
     sent_by, answered_at, answered_by, answer)
   select s.round_id, s.household_id, s.municipality, extract(year from r.date), s.persons, s.minors, plan.id, 'accepted',
     '[]', r.date, 'past', r.date, 'past', '{"_tag": "accept"}'
   from core.settlement s join core.round r on r.id = s.round_id join core.plan plan on plan.round_id = r.id
   where r.id like $1 || '-%'`,
  `insert into core.arrival (round_id, person_id, household_id, municipality, settled_on, registered_by)
   select s.round_id, p.id, s.household_id, s.municipality, r.date + 60, 'past'
   from core.settlement s join core.round r on r.id = s.round_id
   join person.person p on p.round_id = s.round_id and p.household_id = s.household_id where r.id like $1 || '-%'`,
  `insert into core.event (round_id, seq, kind, subject, by_user, organisation, doc)
   select r.id, n, 'decided', 'H-0001', 'past', 'imdi', '{}' from core.round r cross join generate_series(1, 500) as n
   where r.id like $1 || '-%'`
]

/** What `round` was, so many times over. */
export const addHistory = async (ownerUrl: string, round: string, rounds: number): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query("set session_replication_role = replica")
    for (const text of statements) await client.query(text, text.includes("$2") ? [round, rounds] : [round])
    await client.query("analyze")
  } finally {
    await client.end()
  }
}
