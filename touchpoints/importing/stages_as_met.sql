-- The stages of a file in the order in which people first meet them (judged by its first 200,000 events).
with head as (
    select person, stage, instant, rowid as row_no from incoming_events
    where rowid - (select min(rowid) from incoming_events) >= getvariable('events_before') and stage <> '(unknown)' limit 200000
), met as (
    select person, stage, min(instant) as first_met, min(row_no) as first_row from head group by person, stage
), ranked as (
    select stage, (row_number() over (partition by person order by first_met, first_row) - 1) / count(*) over (partition by person) as place
    from met
)
select stage from ranked group by stage order by avg(place), stage
