/**
 * Casework: states and versions of rounds, who works with them, what officers choose and decide, publication, and each
 * household's way to settlement. From here on an officer sees the rounds given to her, a lead all, the worker no person.
 */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { iAm, me, onlyInTheirQueue, reopen, setting, wall } from "./walls.ts"

const myRounds = sql`round_id in (select id from core.round)`
const broken = sql`(round_id, id) in (select b.round_id, b.household_id from core.break_glass b)`
const brokenFor = (household: string) =>
  sql`(round_id, ${sql.ref(household)}) in (select b.round_id, b.household_id from core.break_glass b)`

/** Rounds get a state and versions; plans say which input they were made from. */
const extendRounds = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table core.round
      add column state text not null default 'draft' check (state in ('draft', 'solved', 'under-review', 'published')),
      add column version integer not null default 1,
      add column input_version integer not null default 1,
      add column facts_version integer not null default 1,
      add column event_seq bigint not null default 0,
      add column created_by text not null default coalesce(current_setting('app.user', true), ''),
      add column submitted_by text,
      add constraint submitted_when_reviewed check ((submitted_by is not null) = (state in ('under-review', 'published')))`.execute(
    db
  )
  await sql`
    alter table core.plan
      add column run_id uuid unique,
      add column input_version integer not null default 1,
      add column proof jsonb`.execute(db)
  await sql`update core.round r set state = 'solved' where exists (select from core.plan p where p.round_id = r.id)`.execute(
    db
  )
  await sql`
    create table core.round_officer (
      user_id text not null,
      round_id text not null references core.round on delete cascade,
      given_by text not null default current_setting('app.user', true),
      given_at timestamptz not null default now(),
      primary key (user_id, round_id)
    )`.execute(db)
  await sql`create index on core.round_officer (round_id)`.execute(db)
}

/** What a plan is made from has changed: the round is a draft again, whoever reviews it. For functions of the owner only. */
const changeInput = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.change_input(changed text) returns void language sql security definer set search_path = pg_catalog as $$
      update core.round set input_version = input_version + 1, version = version + 1, state = 'draft', submitted_by = null
      where id = changed
    $$`.execute(db)
  await sql`revoke all on function core.change_input(text) from public`.execute(db)
}

/** For functions that look past row security: whether the one who asks may open the round. */
const mayOpen = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.may_open(wanted text) returns boolean language sql stable security definer set search_path = pg_catalog as $$
      select coalesce(current_setting('app.user', true), '') <> '' and (
        current_setting('role') = 'worker'
        or current_setting('role') = 'api_imdi' and (
          'imdi-lead' = any(string_to_array(current_setting('app.roles', true), ','))
          or exists (select from core.round r where r.id = wanted and r.created_by = current_setting('app.user', true))
          or exists (select from core.round_officer o
            where o.round_id = wanted and o.user_id = current_setting('app.user', true))))
    $$`.execute(db)
  await sql`revoke all on function core.may_open(text) from public`.execute(db)
  await sql`grant execute on function core.may_open(text) to api_imdi, worker`.execute(db)
}

/** Who works with which round. A function asks whether one may open a round, since two tables cannot ask each other. */
const openRounds = async (db: Kysely<unknown>): Promise<void> => {
  await wall(db, "core.round_officer", {
    api_imdi: {
      select: sql`user_id = ${me} or ${iAm("imdi-lead")}`,
      insert: sql`${iAm("imdi-lead")} or user_id = ${me} and core.may_open(round_id)`,
      delete: iAm("imdi-lead")
    }
  })
  const mine = sql`${iAm("imdi-lead")} or created_by = ${me}
    or id in (select o.round_id from core.round_officer o where o.user_id = ${me})`
  await reopen(db, "core.round", {
    api_imdi: { select: mine, insert: sql`created_by = ${me}`, update: mine },
    worker: { select: true, update: true }
  })
  // A plan that is saved makes its round a solved one, and changes nothing else of it.
  await sql`revoke update on core.round from worker`.execute(db)
  await sql`grant update (state, submitted_by, version) on core.round to worker`.execute(db)
}

/** Opened for an emergency, with a reason, for at most three hours. */
const breakGlass = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.break_glass (
      id uuid primary key default gen_random_uuid(),
      user_id text not null default current_setting('app.user', true),
      round_id text not null,
      household_id text not null,
      reason text not null check (length(reason) between 20 and 2000),
      opened_at timestamptz not null default now(),
      until timestamptz not null default now() + interval '3 hours',
      check (until <= opened_at + interval '3 hours')
    )`.execute(db)
  await sql`create index on core.break_glass (user_id, until)`.execute(db)
  await wall(db, "core.break_glass", {
    api_imdi: { select: sql`user_id = ${me} and until > now()`, insert: sql`user_id = ${me}` }
  })
}

/** A random key for each person, the same in every round: the number itself is in no key anybody can ask about. */
const subjects = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table person.subject (
      id uuid primary key default gen_random_uuid(),
      duf_number text not null unique
    )`.execute(db)
  await wall(db, "person.subject", {})
  await sql`insert into person.subject (duf_number) select distinct duf_number from person.person`.execute(db)
  await sql`alter table person.person add column subject uuid references person.subject`.execute(db)
  await sql`update person.person p set subject = s.id from person.subject s where s.duf_number = p.duf_number`.execute(
    db
  )
  await sql`alter table person.person alter column subject set not null`.execute(db)
  await sql`create index on person.person (subject)`.execute(db)
  await sql`
    create function person.give_subject() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
    begin
      insert into person.subject (duf_number) values (new.duf_number) on conflict do nothing;
      select id into strict new.subject from person.subject where duf_number = new.duf_number;
      return new;
    end $$`.execute(db)
  await sql`revoke all on function person.give_subject() from public`.execute(db)
  await sql`create trigger give_subject before insert or update of duf_number on person.person
    for each row execute function person.give_subject()`.execute(db)
}

/** Households and persons: ordinary ones for those who may open the round, strictly confidential ones for their own queue. */
const openCases = async (db: Kysely<unknown>): Promise<void> => {
  // Of the file, for compare-and-set: two officers who correct two households do not stand in each other's way.
  await sql`alter table core.household add column version integer not null default 1`.execute(db)
  const queue = sql`strictly_confidential`
  await reopen(db, "core.household", {
    api_imdi: { select: sql`${myRounds} or ${broken}`, insert: myRounds, update: myRounds },
    api_protected: { select: queue, update: queue }
  })
  // Row security of placements looks whether the household is there; the worker sees that it is, and nothing else of it.
  await sql`grant select (round_id, id, position, strictly_confidential) on core.household to worker`.execute(db)
  await sql`create policy worker_select on core.household for select to worker using (${setting("app.user")} is not null)`.execute(
    db
  )
  await reopen(db, "person.person", {
    api_imdi: { select: sql`${myRounds} or ${brokenFor("household_id")}`, insert: myRounds, update: myRounds },
    api_protected: { select: queue }
  })
  await reopen(db, "competence.record", {
    api_imdi: {
      select: sql`${myRounds} or (round_id, person_id) in (select p.round_id, p.id from person.person p)`,
      insert: myRounds,
      update: myRounds
    },
    api_protected: { select: queue }
  })
  // Read and changed only through functions that check purpose, role and relation and write the audit row.
  await reopen(db, "health.need", { api_imdi: { insert: myRounds } })
  for (const table of ["core.household", "person.person", "competence.record", "health.need"]) {
    for (const command of ["select", "update", "delete"]) {
      await sql`drop policy ${sql.id(`ordinary_${command}`)} on ${sql.table(table)}`.execute(db)
    }
    await onlyInTheirQueue(db, table)
  }
  await reopen(db, "core.plan", {
    api_imdi: { select: myRounds, insert: myRounds },
    worker: { select: true, insert: true }
  })
  await reopen(db, "core.placement", {
    api_imdi: { select: myRounds, insert: myRounds },
    worker: { select: true, insert: true }
  })
}

/** Locks, forbids and holds as rows of their own, so that two officers can choose for two households at once. */
const choices = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.choice (
      round_id text not null,
      household_id text not null,
      kind text not null check (kind in ('lock', 'forbid', 'hold')),
      municipality text check (municipality ~ '^[0-9]{4}$'),
      position integer not null,
      reason text,
      chosen_by text not null default coalesce(current_setting('app.user', true), ''),
      chosen_at timestamptz not null default now(),
      foreign key (round_id, household_id) references core.household (round_id, id) on delete cascade,
      check ((kind = 'hold') = (municipality is null)),
      unique nulls not distinct (round_id, household_id, kind, municipality)
    )`.execute(db)
  await sql`create unique index one_lock on core.choice (round_id, household_id) where kind in ('lock', 'hold')`.execute(
    db
  )
  await sql`
    insert into core.choice (round_id, household_id, kind, municipality, position, reason, chosen_by)
    select r.id, c.value ->> 'household', kind.name, c.value ->> 'municipality', c.ordinality, c.value ->> 'reason', 'file'
    from core.round r
    cross join (values ('lock', 'locks'), ('forbid', 'forbids')) as kind (name, field)
    cross join lateral jsonb_array_elements(coalesce(r.doc -> kind.field, '[]')) with ordinality as c
    where exists (select from core.household h where h.round_id = r.id and h.id = c.value ->> 'household')
    on conflict do nothing`.execute(db)
  await sql`update core.round set doc = doc - 'locks' - 'forbids'`.execute(db)
  await wall(db, "core.choice", {
    api_imdi: { select: myRounds, insert: myRounds, update: myRounds, delete: myRounds }
  })
  await sql`grant select (round_id, household_id, kind, municipality, position) on core.choice to worker`.execute(db)
  await sql`create policy worker_select on core.choice for select to worker using (${setting("app.user")} is not null)`.execute(
    db
  )
}

/** What an officer decided on a suggestion, with what was shown when. */
const decisions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.decision (
      round_id text not null,
      household_id text not null,
      plan_id uuid not null references core.plan,
      kind text not null check (kind in ('follow', 'override')),
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      suggested text,
      reason text check (kind = 'follow' or length(reason) >= 10),
      difference jsonb,
      shown jsonb not null,
      opened_at timestamptz,
      decided_at timestamptz not null default now(),
      decided_by text not null default current_setting('app.user', true),
      primary key (round_id, household_id),
      foreign key (round_id, household_id) references core.household (round_id, id) on delete cascade
    )`.execute(db)
  await sql`
    create table core.opened (
      round_id text not null,
      household_id text not null,
      user_id text not null default current_setting('app.user', true),
      plan_id uuid references core.plan,
      opened_at timestamptz not null default now(),
      primary key (round_id, household_id, user_id)
    )`.execute(db)
  const own = { select: myRounds, insert: myRounds, update: myRounds, delete: myRounds }
  await wall(db, "core.decision", { api_imdi: own })
  await wall(db, "core.opened", {
    api_imdi: {
      select: myRounds,
      insert: sql`user_id = ${me} and ${myRounds}`,
      update: sql`user_id = ${me} and ${myRounds}`
    }
  })
}

/** Facts corrected by an officer, each with who says so and when (R01). */
const corrections = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.correction (
      id uuid primary key default gen_random_uuid(),
      round_id text not null,
      household_id text not null,
      person_id text,
      field text not null,
      before jsonb,
      "now" jsonb,
      source text not null,
      said_on date not null,
      corrected_by text not null default current_setting('app.user', true),
      corrected_at timestamptz not null default now(),
      foreign key (round_id, household_id) references core.household (round_id, id) on delete cascade
    )`.execute(db)
  await sql`create index on core.correction (round_id, household_id)`.execute(db)
  const seen = sql`(round_id, household_id) in (select h.round_id, h.id from core.household h)`
  await wall(db, "core.correction", {
    api_imdi: { select: seen, insert: sql`corrected_by = ${me} and ${seen}` },
    api_protected: { select: seen }
  })
}

/** One published plan for each round, and never published by whoever submitted it. */
const publication = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.publication (
      round_id text primary key references core.round,
      plan_id uuid not null,
      submitted_by text not null,
      published_by text not null default current_setting('app.user', true),
      published_at timestamptz not null default now(),
      foreign key (plan_id, round_id) references core.plan (id, round_id),
      constraint second_person check (published_by <> submitted_by)
    )`.execute(db)
  await wall(db, "core.publication", {
    api_imdi: { select: myRounds, insert: sql`published_by = ${me} and ${myRounds}`, delete: myRounds }
  })
}

/** Each household's way from ready to settled (S2), and when each person arrived. */
const settlements = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.settlement (
      round_id text not null,
      household_id text not null,
      id uuid not null unique default gen_random_uuid(),
      persons integer not null,
      minors boolean not null,
      state text not null default 'waiting' check (state in ('waiting', 'requested', 'agreed', 'decided', 'informed',
        'move-agreed', 'settled', 'refused', 'reversed', 'expired', 'withdrawn')),
      version integer not null default 1,
      municipality text check (municipality ~ '^[0-9]{4}$'),
      changed_at timestamptz not null default now(),
      doc jsonb not null default '{}',
      strictly_confidential boolean not null default false,
      primary key (round_id, household_id),
      unique (round_id, household_id, strictly_confidential),
      foreign key (round_id, household_id, strictly_confidential)
        references core.household (round_id, id, strictly_confidential) on update cascade on delete cascade,
      check (municipality is not null or state in ('waiting', 'refused', 'reversed', 'expired', 'withdrawn'))
    )`.execute(db)
  await sql`create index on core.settlement (municipality, state)`.execute(db)
  await sql`
    insert into core.settlement (round_id, household_id, persons, minors)
    select h.round_id, h.id, count(p.id), h.doc ? 'minor' from core.household h
    join person.person p on p.round_id = h.round_id and p.household_id = h.id
    where not h.strictly_confidential
    group by h.round_id, h.id, h.doc`.execute(db)
  await sql`
    create table core.arrival (
      round_id text not null,
      person_id text not null,
      household_id text not null,
      municipality text not null,
      settled_on date not null,
      registered_by text not null default current_setting('app.user', true),
      registered_at timestamptz not null default now(),
      primary key (round_id, person_id),
      foreign key (round_id, household_id) references core.settlement (round_id, household_id) on delete cascade
    )`.execute(db)
  // The settlement of a household that cannot be seen is not there either.
  const here = sql`municipality = ${setting("app.municipality")}`
  const seen = sql`(round_id, household_id) in (select h.round_id, h.id from core.household h)`
  const afterYes = sql`${here} and state in ('agreed', 'decided', 'informed', 'move-agreed', 'settled')`
  await wall(db, "core.settlement", {
    api_imdi: { select: seen, insert: seen, update: seen },
    api_protected: { select: sql`strictly_confidential` }
  })
  await onlyInTheirQueue(db, "core.settlement")
  // How many they are and what is kept for IMDi reaches a municipality through functions, once it has said yes.
  await sql`grant select (round_id, household_id, id, state, version, municipality, changed_at) on core.settlement to api_kommune`.execute(
    db
  )
  await sql`create policy api_kommune_select on core.settlement for select to api_kommune
    using (${setting("app.user")} is not null and ${here} and state not in ('waiting', 'refused', 'reversed', 'expired', 'withdrawn'))`.execute(
    db
  )
  await wall(db, "core.arrival", {
    api_imdi: { select: seen, delete: seen },
    api_protected: { select: seen },
    api_kommune: {
      select: sql`${here} and (round_id, household_id) in (select s.round_id, s.household_id from core.settlement s)`,
      insert: sql`${here} and (round_id, household_id) in (select s.round_id, s.household_id from core.settlement s where ${afterYes})`
    }
  })
}

/** What happened in a round, in order, for history and for those who watch. */
const events = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.event (
      round_id text not null references core.round on delete cascade,
      seq bigint not null,
      at timestamptz not null default clock_timestamp(),
      kind text not null,
      subject text not null,
      by_user text not null,
      organisation text not null,
      doc jsonb not null,
      primary key (round_id, seq)
    )`.execute(db)
  await wall(db, "core.event", { api_imdi: { select: myRounds } })
  await sql`
    create function core.tell(told text, kind text, subject text, doc jsonb) returns bigint
    language plpgsql security definer set search_path = pg_catalog as $$
    declare n bigint;
    begin
      if coalesce(current_setting('app.user', true), '') = '' then raise insufficient_privilege; end if;
      update core.round set event_seq = event_seq + 1 where id = told returning event_seq into strict n;
      insert into core.event (round_id, seq, kind, subject, by_user, organisation, doc)
      values (told, n, kind, subject, current_setting('app.user', true), coalesce(current_setting('app.organisation', true), ''), doc);
      perform pg_notify('treff', 'round ' || told || ' ' || n);
      return n;
    end $$`.execute(db)
  await sql`revoke all on function core.tell(text, text, text, jsonb) from public`.execute(db)
  await sql`grant execute on function core.tell(text, text, text, jsonb) to api_imdi, api_kommune, api_protected, worker`.execute(
    db
  )
}

const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`grant usage on schema core, person, competence to api_protected`.execute(db)
  await sql`grant usage on schema ops to api_imdi, api_kommune, api_analyst, api_protected, gate`.execute(db)
  await extendRounds(db)
  await changeInput(db)
  await mayOpen(db)
  await openRounds(db)
  await breakGlass(db)
  await subjects(db)
  await openCases(db)
  await choices(db)
  await decisions(db)
  await corrections(db)
  await publication(db)
  await settlements(db)
  await events(db)
}

export const caseworkMigration: Migration = { up }
