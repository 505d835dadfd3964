-- Which events of a file does the workspace hold already: of the same person, instant, channel, touchpoint and value?
-- The first n copies in the file are known where the workspace holds n. Session variable: secret. `previous` is the snapshot.
-- Fills known_events: row_no, instant, channel, touchpoint.
set variable held_origin = (select origin from previous.layout);
set variable held_tick = (select 1000000 // ticks_per_second from previous.layout);
set variable held_bits = (select time_bits from previous.layout);

create or replace temp table people_known as
with people_of_file as (
    select distinct person from typed_events where fault is null
)
select people_of_file.person as person, held.person_no as person_no
from people_of_file
join previous.people as held
    on held.person = substr(sha256(getvariable('secret') || chr(31) || people_of_file.person), 1, 16);

create or replace temp table known_events as
with held as (
    select
        key >> getvariable('held_bits') as person_no, key & ((1::bigint << getvariable('held_bits')) - 1) as ticks,
        channel, touchpoint, coalesce(value, 'nan'::double) as value, count(*) as copies
    from previous.event_keys join previous.kinds using (kind)
    where key >> getvariable('held_bits') in (select person_no from people_known)
    group by all
), incoming as (
    select
        row_no, instant, channel, touchpoint, person_no::bigint as person_no,
        (epoch_us(instant) - epoch_us(getvariable('held_origin'))) // getvariable('held_tick') as ticks,
        coalesce(value, 'nan'::double) as value
    from typed_events join people_known using (person)
    where fault is null
), numbered as (
    select *, row_number() over (partition by person_no, ticks, channel, touchpoint, value order by row_no) as copy
    from incoming
)
select row_no, instant, channel, touchpoint
from numbered join held using (person_no, ticks, channel, touchpoint, value)
where copy <= copies;

-- A row of several dates is known where each of them is.
create or replace temp table known_rows as
with known_dates as (
    select row_no, count(*) as dates from known_events group by row_no
), all_dates as (
    select row_no, count(*) as dates from typed_events semi join known_dates using (row_no) where fault is null group by row_no
)
select row_no from known_dates join all_dates using (row_no, dates);
