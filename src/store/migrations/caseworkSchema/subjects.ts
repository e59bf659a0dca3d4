/** A random key for each person, the same in every round: the number itself is in no key anybody can ask about. */
import { type Kysely, sql } from "kysely"
import { wall } from "../walls.ts"

export const subjects = async (db: Kysely<unknown>): Promise<void> => {
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
