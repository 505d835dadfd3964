-- How many people have no channel in any of their events?
-- One row: people without, all people.
with people as (
    select person, bool_and(channel = '(unknown)') as is_placeless from loadable_events group by person
)
select count(*) filter (is_placeless), count(*) from people
