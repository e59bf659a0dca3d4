/**
 * The municipality's side: capacities, declarations, requests with what they disclose, questions, and the claim that keeps
 * a person from being placed twice. A municipality reaches households through functions only, and only its own after yes.
 */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { iAm, me, myCounty, myMunicipality, onlyInTheirQueue, wall } from "./walls.ts"

const here = sql`municipality = ${myMunicipality}`
const writes = sql`${here} and (${iAm("municipality-write")} or ${iAm("municipality-admin")})`
const lead = iAm("imdi-lead")

const capacities = async (db: Kysely<unknown>): Promise<void> => {
  const count = sql`integer not null default 0 check`
  await sql`
    create table core.capacity (
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      year integer not null check (year between 2000 and 2100),
      version integer not null default 1,
      requested ${count} (requested >= 0),
      minors_requested ${count} (minors_requested >= 0),
      decided integer check (decided >= 0),
      minors_decided integer check (minors_decided >= 0 and minors_decided <= decided),
      tolerance ${count} (tolerance between 0 and 20),
      settled_before ${count} (settled_before >= 0),
      agreed_before ${count} (agreed_before >= 0),
      self_settlement ${count} (self_settlement >= 0),
      minors_before ${count} (minors_before >= 0),
      months jsonb not null default '[]',
      source text not null,
      changed_by text not null default current_setting('app.user', true),
      changed_at timestamptz not null default now(),
      primary key (municipality, year)
    )`.execute(db)
  await wall(db, "core.capacity", {
    api_imdi: { select: true, insert: lead, update: lead },
    api_kommune: { select: here, update: writes, insert: writes },
    worker: { select: true }
  })
  await sql`
    create table core.declaration (
      id uuid primary key default gen_random_uuid(),
      sequence bigint generated always as identity unique,
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      declared_on date not null,
      doc jsonb not null,
      declared_by text not null default current_setting('app.user', true),
      declared_at timestamptz not null default now()
    )`.execute(db)
  await sql`create index on core.declaration (municipality, sequence)`.execute(db)
  await wall(db, "core.declaration", {
    api_imdi: { select: true },
    api_kommune: { select: here, insert: sql`${writes} and declared_by = ${me}` },
    worker: { select: true }
  })
  await sql`
    create table core.school_offer (
      id uuid primary key default gen_random_uuid(),
      sequence bigint generated always as identity unique,
      county text not null check (county ~ '^[0-9]{2}$'),
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      doc jsonb not null,
      confirmed_by text not null default current_setting('app.user', true),
      confirmed_at timestamptz not null default now()
    )`.execute(db)
  await wall(db, "core.school_offer", {
    api_imdi: { select: true },
    api_kommune: {
      select: sql`county = ${myCounty} or ${here}`,
      insert: sql`county = ${myCounty} and left(municipality, 2) = county and ${iAm("county-write")} and confirmed_by = ${me}`
    },
    worker: { select: true }
  })
}

const requests = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.request (
      id uuid primary key default gen_random_uuid(),
      round_id text not null,
      household_id text not null,
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      year integer not null,
      persons integer not null check (persons > 0),
      minors boolean not null,
      plan_id uuid references core.plan,
      self_settlement uuid unique references core.self_settlement,
      state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
      version integer not null default 1,
      required jsonb not null,
      sent_at timestamptz not null default now(),
      sent_by text not null default current_setting('app.user', true),
      deadline timestamptz not null,
      answered_at timestamptz,
      answered_by text,
      answer jsonb,
      needed jsonb not null default '[]',
      strictly_confidential boolean not null default false,
      foreign key (round_id, household_id, strictly_confidential)
        references core.settlement (round_id, household_id, strictly_confidential) on update cascade on delete cascade,
      check ((plan_id is null) = (self_settlement is not null)),
      check ((state in ('accepted', 'declined')) = (answered_by is not null))
    )`.execute(db)
  await sql`create unique index one_request on core.request (round_id, household_id) where state in ('open', 'accepted')`.execute(
    db
  )
  await sql`create index on core.request (municipality, state, deadline)`.execute(db)
  await sql`create index on core.request (state, deadline)`.execute(db)
  const seen = sql`(round_id, household_id) in (select h.round_id, h.id from core.household h)`
  await wall(db, "core.request", {
    api_imdi: { select: seen, insert: sql`sent_by = ${me} and ${seen}`, update: seen },
    api_protected: { select: sql`strictly_confidential` }
  })
  await onlyInTheirQueue(db, "core.request")
  // How many they are is not for a municipality to know before its yes, nor what the request could not show.
  await sql`grant select (id, round_id, household_id, municipality, year, state, version, required, sent_at, deadline,
    answered_at, answered_by, answer) on core.request to api_kommune`.execute(db)
  await sql`create policy api_kommune_select on core.request for select to api_kommune using (${me} is not null and ${here})`.execute(
    db
  )
  // Answering changes the answer and nothing else.
  await sql`grant update (state, version, answered_at, answered_by, answer) on core.request to api_kommune`.execute(db)
  await sql`create policy api_kommune_update on core.request for update to api_kommune
    using (${writes} and state = 'open' and deadline > now()) with check (${writes} and state in ('accepted', 'declined') and answered_by = ${me})`.execute(
    db
  )
  // What a request shows ends with it (S23).
  await sql`
    create table core.disclosure (
      request_id uuid primary key references core.request on delete cascade,
      municipality text not null,
      doc jsonb not null
    )`.execute(db)
  await wall(db, "core.disclosure", {
    api_imdi: {
      select: sql`request_id in (select id from core.request)`,
      insert: sql`request_id in (select id from core.request)`
    },
    api_kommune: {
      select: sql`${here} and request_id in (select r.id from core.request r where r.state = 'accepted' or r.state = 'open' and r.deadline > now())`
    }
  })
  await sql`
    create table core.question (
      id uuid primary key default gen_random_uuid(),
      request_id uuid not null references core.request on delete cascade,
      municipality text not null,
      question text not null check (length(question) between 1 and 2000),
      asked_by text not null default current_setting('app.user', true),
      asked_at timestamptz not null default now(),
      answer text check (length(answer) between 1 and 2000),
      answered_by text,
      answered_at timestamptz
    )`.execute(db)
  await sql`create index on core.question (request_id)`.execute(db)
  // Everything that must be confirmed before vedtak is: a row is made when nothing is missing any more (S5).
  await sql`
    create table core.confirmation (
      request_id uuid primary key references core.request on delete cascade,
      municipality text not null,
      doc jsonb not null,
      confirmed_by text not null default current_setting('app.user', true),
      confirmed_at timestamptz not null default now()
    )`.execute(db)
  // A household that has become strictly confidential is in nothing that hangs on its requests either.
  const ofSeen = sql`request_id in (select id from core.request)`
  await wall(db, "core.confirmation", {
    api_imdi: {
      select: ofSeen,
      insert: sql`confirmed_by = ${me} and request_id in (select r.id from core.request r where r.self_settlement is not null)`
    },
    api_kommune: {
      select: sql`${here} and ${ofSeen}`,
      insert: sql`${writes} and confirmed_by = ${me} and request_id in (select r.id from core.request r where r.state = 'accepted')`,
      update: sql`${writes} and confirmed_by = ${me} and request_id in (select r.id from core.request r where r.state = 'accepted')`
    }
  })
  // What later requests are compared with, so that each shows only what five share; never shown itself.
  await sql`
    create table core.comparable (
      household text primary key,
      made_at timestamptz not null default now(),
      doc jsonb not null
    )`.execute(db)
  const ofMine = sql`split_part(household, '/', 1) in (select id from core.round)`
  await wall(db, "core.comparable", {
    api_imdi: { select: ofMine, insert: ofMine, update: ofMine },
    worker: {
      select: sql`made_at <= now() - interval '12 months'`,
      delete: sql`made_at <= now() - interval '12 months'`
    }
  })
  // Company is looked for in all rounds (S23); whose another round's are is not told, and nobody asks without a round.
  await sql`
    create function core.comparable_to(in_round text) returns table (household text, doc jsonb)
    language sql stable security definer set search_path = pg_catalog as $$
      select case when split_part(c.household, '/', 1) = in_round then c.household
        else 'earlier ' || row_number() over (order by c.household) end, c.doc
      from core.comparable c
      where current_setting('role') = 'api_imdi' and core.may_open(in_round) and c.made_at > now() - interval '12 months'
    $$`.execute(db)
  await sql`revoke all on function core.comparable_to(text) from public`.execute(db)
  await sql`grant execute on function core.comparable_to(text) to api_imdi`.execute(db)
  await wall(db, "core.question", {
    api_imdi: { select: ofSeen, update: ofSeen },
    api_kommune: {
      select: sql`${here} and ${ofSeen}`,
      insert: sql`${writes} and asked_by = ${me} and answer is null and request_id in
        (select r.id from core.request r where r.state = 'open' and r.deadline > now())`
    }
  })
}

/** A person is claimed by one request at most, in whatever round (R3). */
const claims = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.claim (
      subject uuid primary key references person.subject,
      request_id uuid not null references core.request on delete cascade,
      claimed_at timestamptz not null default now()
    )`.execute(db)
  await sql`create index on core.claim (request_id)`.execute(db)
  await wall(db, "core.claim", {})
  await sql`
    create function core.claim_persons(request uuid) returns boolean
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare claimed integer;
    begin
      insert into core.claim (subject, request_id)
      select p.subject, r.id from core.request r
      join person.person p on p.round_id = r.round_id and p.household_id = r.household_id
      where r.id = request and r.state = 'accepted' and not r.strictly_confidential and (
        current_setting('role') = 'api_kommune' and r.municipality = current_setting('app.municipality', true)
        or current_setting('role') = 'api_imdi' and core.may_open(r.round_id));
      get diagnostics claimed = row_count;
      return claimed > 0 and exists (select from core.request r where r.id = request and r.persons = claimed);
    end $$`.execute(db)
  await sql`revoke all on function core.claim_persons(uuid) from public`.execute(db)
  await sql`grant execute on function core.claim_persons(uuid) to api_kommune, api_imdi`.execute(db)
}

/**
 * The one way a settlement changes state: compare-and-set on its version, by a role that may take the step. Answers the
 * new version, or null when the step is not to be had.
 */
const steps = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.step_settlement(in_round text, of_household text, seen integer, from_state text, to_state text,
      place text, more jsonb) returns integer
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare stepped integer; allowed boolean;
    begin
      allowed := case current_setting('role')
        when 'api_imdi' then core.may_open(in_round)
        when 'worker' then from_state = 'requested' and to_state = 'waiting'
        when 'api_kommune' then
          (from_state, to_state) in (('requested', 'agreed'), ('requested', 'waiting'), ('informed', 'move-agreed'),
            ('move-agreed', 'move-agreed'), ('move-agreed', 'settled'))
          and exists (select from core.settlement s where s.round_id = in_round and s.household_id = of_household
            and s.municipality = current_setting('app.municipality', true))
        else false end;
      if not allowed then return null; end if;
      update core.settlement s set state = to_state, version = s.version + 1, changed_at = now(),
        doc = case when to_state = 'waiting' then more else s.doc || more end,
        municipality = case when to_state in ('waiting', 'refused', 'reversed', 'expired', 'withdrawn') then null
          when current_setting('role') = 'api_kommune' then s.municipality else place end
      where s.round_id = in_round and s.household_id = of_household and s.version = seen and s.state = from_state
        and not exists (select from core.household h
          where h.round_id = in_round and h.id = of_household and h.strictly_confidential)
      returning s.version into stepped;
      if stepped is not null and to_state in ('waiting', 'refused', 'reversed', 'expired', 'withdrawn') then
        delete from core.claim c using core.request r
        where c.request_id = r.id and r.round_id = in_round and r.household_id = of_household;
        delete from core.arrival a where a.round_id = in_round and a.household_id = of_household;
        perform core.change_input(in_round);
      end if;
      return stepped;
    end $$`.execute(db)
  await sql`revoke all on function core.step_settlement(text, text, integer, text, text, text, jsonb) from public`.execute(
    db
  )
  await sql`grant execute on function core.step_settlement(text, text, integer, text, text, text, jsonb)
    to api_imdi, api_kommune, worker`.execute(db)
  await sql`
    create function core.expire_requests() returns integer
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare due text; one record; expired integer := 0;
    begin
      -- The round first, as every act locks it, and round by round in one order.
      for due in select distinct r.round_id from core.request r where r.state = 'open' and r.deadline <= now() order by 1 loop
        perform from core.round r where r.id = due for update;
        for one in update core.request r set state = 'expired', version = r.version + 1
          where r.round_id = due and r.state = 'open' and r.deadline <= now() returning r.id, r.household_id loop
          update core.settlement s set state = 'waiting', version = s.version + 1, changed_at = now(), municipality = null
          where s.round_id = due and s.household_id = one.household_id and s.state = 'requested';
          perform core.tell(due, 'request-expired', 'request:' || one.id, '{}');
          expired := expired + 1;
        end loop;
        perform core.change_input(due);
      end loop;
      return expired;
    end $$`.execute(db)
  await sql`revoke all on function core.expire_requests() from public`.execute(db)
  await sql`grant execute on function core.expire_requests() to worker`.execute(db)
}

/** Counts per municipality and year over all rounds, never a person. With `locking` until the transaction ends. */
const places = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.places(code text, in_year integer, locking boolean) returns jsonb
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare c core.capacity; found jsonb;
    begin
      if not (current_setting('role') in ('api_imdi', 'worker') or current_setting('role') = 'api_kommune'
        and code = current_setting('app.municipality', true)) then return null; end if;
      if locking then select * into c from core.capacity where municipality = code and year = in_year for update;
      else select * into c from core.capacity where municipality = code and year = in_year; end if;
      if c.municipality is null then return null; end if;
      select jsonb_build_object(
        'municipality', c.municipality, 'year', c.year, 'version', c.version,
        'requested', c.requested, 'minorsRequested', c.minors_requested, 'decided', c.decided,
        'minorsDecided', c.minors_decided, 'tolerance', c.tolerance, 'settledBefore', c.settled_before,
        'agreedBefore', c.agreed_before, 'minorsBefore', c.minors_before,
        'asked', coalesce(sum(t.persons) filter (where t.what = 'asked'), 0), 'minorsAsked', coalesce(sum(t.persons) filter (where t.what = 'asked' and t.minors), 0),
        'selfSettlement', c.self_settlement + coalesce(sum(t.persons) filter (where t.what = 'self'), 0),
        'agreed', coalesce(sum(t.persons) filter (where t.what = 'agreed'), 0), 'minorsAgreed', coalesce(sum(t.persons) filter (where t.what in ('agreed', 'self') and t.minors), 0),
        'settled', coalesce(sum(t.persons) filter (where t.what = 'settled'), 0), 'minorsSettled', coalesce(sum(t.persons) filter (where t.what = 'settled' and t.minors), 0),
        'planned', coalesce(sum(t.persons) filter (where t.what = 'planned'), 0), 'minorsPlanned', coalesce(sum(t.persons) filter (where t.what = 'planned' and t.minors), 0))
      into found from (
        select 'asked' as what, r.persons, r.minors from core.request r
          where r.municipality = code and r.year = in_year and r.state = 'open' and r.deadline > now()
            and not r.strictly_confidential
        union all
        select case when r.self_settlement is null then 'agreed' else 'self' end, r.persons - (select count(*) from core.arrival a where a.round_id = r.round_id and a.household_id = r.household_id),
          r.minors from core.request r join core.settlement s on s.round_id = r.round_id and s.household_id = r.household_id
          where r.municipality = code and r.year = in_year and r.state = 'accepted' and s.municipality = code
            and not r.strictly_confidential
        union all
        select 'settled', 1, s.minors from core.arrival a
          join core.settlement s on s.round_id = a.round_id and s.household_id = a.household_id
          join core.request r on r.round_id = a.round_id and r.household_id = a.household_id and r.state = 'accepted'
          where a.municipality = code and r.year = in_year and not r.strictly_confidential
        union all
        select 'planned', s.persons, s.minors from core.publication p
          join core.round r on r.id = p.round_id and extract(year from r.date) = in_year
          join core.placement l on l.plan_id = p.plan_id and l.municipality = code and l.state in ('placed', 'fixed')
          join core.settlement s on s.round_id = l.round_id and s.household_id = l.household_id and s.state = 'waiting'
            and not s.strictly_confidential
      ) t;
      return found;
    end $$`.execute(db)
  await sql`revoke all on function core.places(text, integer, boolean) from public`.execute(db)
  await sql`grant execute on function core.places(text, integer, boolean) to api_imdi, api_kommune, worker`.execute(db)
}

/**
 * What a municipality needs to know to act on what is its own, without reading the rows: the round is locked first, for every
 * act locks it before anything else.
 */
const ownActs = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.hold_round(of_request uuid, of_settlement uuid) returns boolean
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare held text;
    begin
      if of_request is not null then select r.round_id into held from core.request r where r.id = of_request
        and not r.strictly_confidential and (current_setting('role') = 'api_imdi' or r.municipality = current_setting('app.municipality', true));
      else select s.round_id into held from core.settlement s where s.id = of_settlement
        and not s.strictly_confidential and (current_setting('role') = 'api_imdi' or s.municipality = current_setting('app.municipality', true)); end if;
      if held is null or coalesce(current_setting('app.user', true), '') = ''
        or current_setting('role') = 'api_imdi' and not core.may_open(held) then return false; end if;
      perform from core.round r where r.id = held for update;
      return true;
    end $$`.execute(db)
  await sql`revoke all on function core.hold_round(uuid, uuid) from public`.execute(db)
  await sql`grant execute on function core.hold_round(uuid, uuid) to api_imdi, api_kommune`.execute(db)
  // For counting places at an answer; what comes of it is yes or no.
  await sql`
    create function core.party_of(request uuid) returns jsonb
    language sql stable security definer set search_path = pg_catalog as $$
      select jsonb_build_object('persons', r.persons, 'minors', r.minors) from core.request r
      where r.id = request and r.state = 'open' and not r.strictly_confidential and current_setting('role') = 'api_kommune'
        and r.municipality = current_setting('app.municipality', true)
    $$`.execute(db)
  await sql`revoke all on function core.party_of(uuid) from public`.execute(db)
  await sql`grant execute on function core.party_of(uuid) to api_kommune`.execute(db)
  // Everything to be confirmed, known from the yes on; a service whose release is withdrawn is no question any more (S22).
  await sql`
    create function core.needed_of(request uuid) returns jsonb
    language sql stable security definer set search_path = pg_catalog as $$
      select coalesce((select jsonb_agg(one.value order by one.ordinality)
        from jsonb_array_elements(r.needed) with ordinality one
        where one.value ->> '_tag' <> 'service' or exists (
          select from health.need n join person.person p on p.round_id = n.round_id and p.id = n.person_id
          where p.round_id = r.round_id and p.household_id = r.household_id and n.service = one.value ->> 'service'
            and health.is_released(n.doc, current_date) and n.doc -> 'release' ->> 'scope' = 'settlement-and-municipality')), '[]')
      from core.request r where r.id = request and r.state = 'accepted' and not r.strictly_confidential
        and current_setting('role') = 'api_kommune' and r.municipality = current_setting('app.municipality', true)
    $$`.execute(db)
  await sql`revoke all on function core.needed_of(uuid) from public`.execute(db)
  await sql`grant execute on function core.needed_of(uuid) to api_kommune`.execute(db)
  // The way after a yes, without what was kept of it elsewhere or for IMDi.
  await sql`
    create function core.settlement_here(request uuid) returns jsonb
    language sql stable security definer set search_path = pg_catalog as $$
      select jsonb_build_object('id', s.id, 'state', s.state, 'version', s.version, 'persons', s.persons,
        'arrived', (select count(*) from core.arrival a where a.round_id = s.round_id and a.household_id = s.household_id),
        'decidedOn', s.doc -> 'decidedOn', 'informedOn', s.doc -> 'informedOn', 'moveOn', s.doc -> 'moveOn',
        'confirmed', exists (select from core.confirmation c where c.request_id = r.id))
      from core.request r join core.settlement s on s.round_id = r.round_id and s.household_id = r.household_id
      where r.id = request and r.state = 'accepted' and not r.strictly_confidential and s.municipality = r.municipality
        and s.state in ('agreed', 'decided', 'informed', 'move-agreed', 'settled')
        and (current_setting('role') = 'api_imdi' and core.may_open(r.round_id)
          or current_setting('role') = 'api_kommune' and r.municipality = current_setting('app.municipality', true))
    $$`.execute(db)
  await sql`revoke all on function core.settlement_here(uuid) from public`.execute(db)
  await sql`grant execute on function core.settlement_here(uuid) to api_imdi, api_kommune`.execute(db)
  await sql`
    create function core.all_arrived(of_settlement uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog as $$
      select s.persons = (select count(*) from core.arrival a where a.round_id = s.round_id and a.household_id = s.household_id)
      from core.settlement s where s.id = of_settlement and not s.strictly_confidential and current_setting('role') = 'api_kommune'
        and s.municipality = current_setting('app.municipality', true)
    $$`.execute(db)
  await sql`revoke all on function core.all_arrived(uuid) from public`.execute(db)
  await sql`grant execute on function core.all_arrived(uuid) to api_kommune`.execute(db)
}

/** From simulated households: nobody is in it (S23). */
const forecasts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.forecast (
      municipality text primary key check (municipality ~ '^[0-9]{4}$'),
      made_at timestamptz not null default now(),
      doc jsonb not null
    )`.execute(db)
  await wall(db, "core.forecast", {
    api_imdi: { select: true },
    api_kommune: { select: sql`${here} or left(municipality, 2) = ${myCounty}` },
    worker: { select: true, insert: true, update: true }
  })
}

/** The file of a household for the municipality that said yes, and for nobody else; either way the audit log has a row. */
const files = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.file_of(request uuid) returns jsonb
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare r core.request; found jsonb;
    begin
      select q.* into r from core.request q
      join core.settlement s on s.round_id = q.round_id and s.household_id = q.household_id
      join core.household h on h.round_id = q.round_id and h.id = q.household_id and not h.strictly_confidential
      where q.id = request and q.state = 'accepted' and s.municipality = q.municipality
        and s.state in ('agreed', 'decided', 'informed', 'move-agreed', 'settled')
        and current_setting('role') = 'api_kommune' and q.municipality = current_setting('app.municipality', true)
        and coalesce(current_setting('app.user', true), '') <> '';
      if r.id is not null then
        select h.doc || jsonb_build_object('id', h.id, 'route', h.route, 'members', (
          select jsonb_agg(p.doc || jsonb_build_object('id', p.id, 'birthDate', p.birth_date,
              'duf', jsonb_build_object('_tag', p.duf_kind, 'number', p.duf_number),
              'healthNeeds', coalesce((select jsonb_agg(n.doc || jsonb_build_object('service', n.service) order by n.seq)
                from health.need n where n.round_id = p.round_id and n.person_id = p.id
                  and health.is_released(n.doc, current_date) and n.doc -> 'release' ->> 'scope' = 'settlement-and-municipality'), '[]'))
            || coalesce((select jsonb_build_object('competence', c.doc) from competence.record c
                where c.round_id = p.round_id and c.person_id = p.id), '{}') order by p.position)
          from person.person p where p.round_id = h.round_id and p.household_id = h.id))
        into found from core.household h where h.round_id = r.round_id and h.id = r.household_id;
      end if;
      perform audit.append(jsonb_build_array(jsonb_build_object('action', 'disclose', 'subject', 'request:' || request,
        'outcome', case when found is null then 'denied' else 'done' end)
        || case when found is null then '{}' else jsonb_build_object('fields', (select jsonb_agg(k) from jsonb_object_keys(found) k)) end));
      return found;
    end $$`.execute(db)
  await sql`revoke all on function core.file_of(uuid) from public`.execute(db)
  await sql`grant execute on function core.file_of(uuid) to api_kommune`.execute(db)
}

/** How far a round's households have come, for solving what is left: ids, places and codes, nothing of anybody. */
const underWay = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.under_way(wanted text) returns jsonb
    language sql stable security definer set search_path = pg_catalog as $$
      select case when core.may_open(wanted) then jsonb_build_object(
        'answered', coalesce((select jsonb_agg(jsonb_build_object('household', r.household_id, 'municipality', r.municipality,
            'state', case when r.state = 'open' and r.deadline <= now() then 'expired' else r.state end)
            || case when r.state = 'declined' then jsonb_build_object('code', r.answer -> 'reason' ->> '_tag') else '{}' end
            order by r.sent_at, r.id)
          from core.request r join core.household h on h.round_id = r.round_id and h.id = r.household_id and not h.strictly_confidential
          where r.round_id = wanted), '[]'),
        'gone', coalesce((select jsonb_agg(left_round.id order by left_round.id) from (
            select s.household_id as id from core.settlement s
              where s.round_id = wanted and s.state in ('refused', 'reversed', 'expired', 'withdrawn')
            union select c.household_id from core.choice c where c.round_id = wanted and c.kind = 'hold') left_round), '[]'))
      end
    $$`.execute(db)
  await sql`revoke all on function core.under_way(text) from public`.execute(db)
  await sql`grant execute on function core.under_way(text) to api_imdi, worker`.execute(db)
}

/** Whether a person is of a household that is here: said to the municipality that has the household, and to nobody else. */
const members = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.is_member(in_round text, of_household text, person text) returns boolean
    language sql stable security definer set search_path = pg_catalog as $$
      select exists (
        select from person.person p join core.settlement s on s.round_id = p.round_id and s.household_id = p.household_id
        where p.round_id = in_round and p.household_id = of_household and p.id = person and not p.strictly_confidential
          and current_setting('role') = 'api_kommune' and s.municipality = current_setting('app.municipality', true))
    $$`.execute(db)
  await sql`revoke all on function core.is_member(text, text, text) from public`.execute(db)
  await sql`grant execute on function core.is_member(text, text, text) to api_kommune`.execute(db)
}

/** What was answered to a key: asked again, the same answer is given and nothing is done twice. */
const idempotency = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table ops.idempotency (
      user_id text not null default current_setting('app.user', true),
      key uuid not null,
      request_hash text not null,
      answer jsonb,
      at timestamptz not null default now(),
      primary key (user_id, key)
    )`.execute(db)
  await sql`create index on ops.idempotency (at)`.execute(db)
  const own = sql`user_id = ${me}`
  const opened = { select: own, insert: own, update: own }
  await wall(db, "ops.idempotency", {
    api_imdi: opened,
    api_kommune: opened,
    api_analyst: opened,
    api_protected: opened,
    worker: { select: true, delete: sql`at < now() - interval '7 days'` }
  })
}

const up = async (db: Kysely<unknown>): Promise<void> => {
  await capacities(db)
  await requests(db)
  await claims(db)
  await steps(db)
  await places(db)
  await ownActs(db)
  await forecasts(db)
  await files(db)
  await members(db)
  await underWay(db)
  await idempotency(db)
}

export const municipalitySideMigration: Migration = { up }
