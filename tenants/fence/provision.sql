-- Run once per database by bootstrap.py; the names in braces are filled in there.

revoke all on database {database} from public;
grant connect on database {database} to {app};
grant create on database {database} to {provisioner};

-- The platform's own schema: what the login may do there follows from its two roles.
grant {public_own}, {public_run} to {app};
revoke all on schema public from public;
alter schema public owner to {public_own};
grant usage on schema public to {public_run};
alter default privileges for role {public_own} in schema public
    grant select, insert, update, delete on tables to {public_run};
alter default privileges for role {public_own} in schema public
    grant usage, select on sequences to {public_run};

create schema if not exists fence;
revoke all on schema fence from public;
grant usage on schema fence to {public_own};

-- A city's schema with its two roles, all or nothing.
create or replace function fence.provision_city(city text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
declare
    owner_role text := '{prefix}_' || city || '_own';
    run_role text := '{prefix}_' || city || '_run';
begin
    if city !~ '^city_[a-z][a-z0-9_]{{1,29}}$' then
        raise exception 'not a city''s schema: %', city;
    end if;
    -- A city that is restored may have its roles still.
    if not exists (select from pg_roles where rolname = owner_role) then
        execute format('create role %I nologin', owner_role);
    end if;
    if not exists (select from pg_roles where rolname = run_role) then
        execute format('create role %I nologin', run_role);
    end if;
    if current_setting('server_version_num')::int >= 160000 then
        execute format('grant %I to {provisioner} with inherit true, set true', owner_role);
        execute format('grant %I, %I to {app} with inherit false, set true', owner_role, run_role);
    else
        execute format('grant %I to {provisioner}', owner_role);
        execute format('grant %I, %I to {app}', owner_role, run_role);
    end if;
    execute format('create schema %I authorization %I', city, owner_role);
    execute format('grant usage on schema %I to %I', city, run_role);
    execute format('alter default privileges for role %I in schema %I'
        ' grant select, insert, update, delete on tables to %I', owner_role, city, run_role);
    execute format('alter default privileges for role %I in schema %I'
        ' grant usage, select on sequences to %I', owner_role, city, run_role);
end
$body$;

-- Takes rights on some tables back from every city's runtime role that has one of them.
create or replace function fence.take_back(wanted text[], rights text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
declare
    held record;
begin
    if rights !~ '^(insert|update|delete|truncate)(, (insert|update|delete|truncate))*$' then
        raise exception 'not a list of rights: %', rights;
    end if;
    for held in
        select n.nspname, c.relname, r.rolname as role
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_roles r on r.rolname = '{prefix}_' || n.nspname || '_run'
        where n.nspname ~ '^city_' and c.relkind = 'r' and c.relname = any(wanted)
            and exists (select from unnest(string_to_array(rights, ', ')) one
                where has_table_privilege(r.oid, c.oid, one))
    loop
        execute format('revoke %s on %I.%I from %I', rights, held.nspname, held.relname, held.role);
    end loop;
end
$body$;

-- Takes a city's schema away and leaves its roles, for a city that comes back in a moment.
create or replace function fence.clear_city(city text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
begin
    if city !~ '^city_[a-z][a-z0-9_]{{1,29}}$' then
        raise exception 'not a city''s schema: %', city;
    end if;
    execute format('drop schema if exists %I cascade', city);
end
$body$;

-- Takes a city's schema and roles away again.
create or replace function fence.release_city(city text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
begin
    if city !~ '^city_[a-z][a-z0-9_]{{1,29}}$' then
        raise exception 'not a city''s schema: %', city;
    end if;
    execute format('drop schema if exists %I cascade', city);
    execute format('drop role if exists %I', '{prefix}_' || city || '_run');
    execute format('drop role if exists %I', '{prefix}_' || city || '_own');
end
$body$;

-- A spare schema becomes a city's: schema and roles take its name.
create or replace function fence.rename_city(spare text, city text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
begin
    if spare !~ '^city_spare_[0-9a-f]{{16}}$' then
        raise exception 'not a spare schema: %', spare;
    end if;
    if city !~ '^city_[a-z][a-z0-9_]{{1,29}}$' then
        raise exception 'not a city''s schema: %', city;
    end if;
    execute format('alter schema %I rename to %I', spare, city);
    execute format('alter role %I rename to %I',
        '{prefix}_' || spare || '_own', '{prefix}_' || city || '_own');
    execute format('alter role %I rename to %I',
        '{prefix}_' || spare || '_run', '{prefix}_' || city || '_run');
end
$body$;

-- Which migrations each city has seen, as a digest: one question instead of hundreds.
create or replace function fence.histories() returns table (city text, history text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
begin
    for city in
        select n.nspname from pg_namespace n join pg_class c on c.relnamespace = n.oid
        where n.nspname ~ '^city_' and n.nspname !~ '^city_spare_[0-9a-f]{{16}}$'
            and c.relname = 'django_migrations'
    loop
        execute format($query$ select md5(string_agg(app || '.' || name, ','
            order by (app || '.' || name) collate "C")) from %I.django_migrations $query$, city)
            into history;
        return next;
    end loop;
end
$body$;

alter function fence.provision_city(text) owner to {provisioner};
alter function fence.release_city(text) owner to {provisioner};
alter function fence.rename_city(text, text) owner to {provisioner};
alter function fence.take_back(text[], text) owner to {provisioner};
alter function fence.clear_city(text) owner to {provisioner};
alter function fence.histories() owner to {provisioner};
revoke all on function fence.provision_city(text) from public;
revoke all on function fence.release_city(text) from public;
revoke all on function fence.rename_city(text, text) from public;
revoke all on function fence.take_back(text[], text) from public;
revoke all on function fence.clear_city(text) from public;
revoke all on function fence.histories() from public;
grant execute on function fence.provision_city(text) to {public_own};
grant execute on function fence.release_city(text) to {public_own};
grant execute on function fence.rename_city(text, text) to {public_own};
grant execute on function fence.take_back(text[], text) to {public_own};
grant execute on function fence.clear_city(text) to {public_own};
grant execute on function fence.histories() to {public_own};
