/**
 * Decisions and openings go out of sight with their household, and whoever locks many rows locks them in one order: rounds by
 * id, persons by their key. Nothing is stored otherwise than before.
 */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { myRounds, ofSeenHousehold } from "./caseworkSchema/conditions.ts"
import { hidingAlone, me, reopen } from "./walls.ts"

/**
 * The reason of a decision tells of the household. Both conditions are asked: with the glass broken one sees a household of
 * somebody else's round, and decides nothing there.
 */
const hideDecisions = async (db: Kysely<unknown>): Promise<void> => {
  const decided = sql`${myRounds} and ${ofSeenHousehold("decision")}`
  const opened = sql`${myRounds} and ${ofSeenHousehold("opened")}`
  const mine = sql`user_id = ${me} and ${opened}`
  await reopen(db, "core.decision", {
    api_imdi: { select: decided, insert: decided, update: decided, delete: decided }
  })
  await reopen(db, "core.opened", { api_imdi: { select: opened, insert: mine, update: mine } })
}

/** Two yeses for the same persons, in two rounds, meet at the first of them and not crosswise. */
const claimInOrder = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create or replace function core.claim_persons(request uuid) returns boolean
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare claimed integer;
    begin
      insert into core.claim (subject, request_id)
      select p.subject, r.id from core.request r
      join person.person p on p.round_id = r.round_id and p.household_id = r.household_id
      where r.id = request and r.state = 'accepted' and not r.strictly_confidential
        and coalesce(current_setting('app.user', true), '') <> '' and (
        current_setting('role') = 'api_kommune' and r.municipality = current_setting('app.municipality', true)
        or current_setting('role') = 'api_imdi' and core.may_open(r.round_id))
      order by p.subject;
      get diagnostics claimed = row_count;
      return claimed > 0 and exists (select from core.request r where r.id = request and r.persons = claimed);
    end $$`.execute(db)
}

/**
 * Locks every round the household's members are in, by id, before it looks who is to be hidden: another may have been first.
 * Before that it lets rounds that are being saved come to their end (core.hide_known): their persons are not seen yet.
 */
const markInOrder = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create or replace function core.mark_strictly_confidential(in_round text, of_household text) returns integer
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare marked integer := 0; one record;
    begin
      if current_setting('role') <> 'api_imdi' or not core.may_open(in_round) then return 0; end if;
      ${hidingAlone}
      perform from core.round r where r.id in (
        select same.round_id from person.person theirs join person.person same on same.subject = theirs.subject
        where theirs.round_id = in_round and theirs.household_id = of_household)
      order by r.id for update;
      for one in select distinct same.round_id, same.household_id
        from person.person theirs join person.person same on same.subject = theirs.subject and not same.strictly_confidential
        where theirs.round_id = in_round and theirs.household_id = of_household
        order by same.round_id, same.household_id loop
        perform core.hide_household(one.round_id, one.household_id);
        marked := marked + 1;
      end loop;
      return marked;
    end $$`.execute(db)
}

const up = async (db: Kysely<unknown>): Promise<void> => {
  await hideDecisions(db)
  await claimInOrder(db)
  await markInOrder(db)
}

export const hiddenDecisionsMigration: Migration = { up }
