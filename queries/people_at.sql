-- Who met a place, or came at an hour of a weekday, of those that the filters leave?
-- One row per person: person, events (of theirs, there).
-- $over names the dimension of $place; what is NULL ($place, $weekday, $hour) restricts nothing. Weekday 1 is Monday.
-- uses: _filtered_events, _filtered_people
-- params: over, place, weekday, hour
with met as (
    select person_no, count(*) as events
    from filtered_events
    where ($weekday::bigint is null or weekday = $weekday::bigint)
        and ($hour::bigint is null or hour = $hour::bigint)
        and ($place::varchar is null
            or case $over when 'stage' then stage when 'channel' then channel else touchpoint end = $place::varchar)
    group by person_no
)
select person, events
from met join filtered_people on filtered_people.person_no = met.person_no
order by person
