-- Who stands at a place of the list of all people that the filters leave, and how long is the list?
-- One row per person at that place, so one or none: person_no, person, people.
-- The list is in the order of the pseudonyms; its first place is 0.
-- uses: _filtered_events, _filtered_people
-- params: place
with everybody as (
    select distinct person_no from filtered_events
), numbered as (
    select
        everybody.person_no as person_no, person, row_number() over (order by person) - 1 as place, count(*) over () as people
    from everybody join filtered_people on filtered_people.person_no = everybody.person_no
)
select person_no, person, people
from numbered
where place = $place::bigint
order by person
