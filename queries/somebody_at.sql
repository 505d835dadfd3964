-- Who is there to look at, of those who met a place?
-- One row per place, so one or none: person.
-- It is the pseudonym of the first of them in the order of the pseudonyms.
-- uses: _filtered_events, _filtered_people
-- params: over, place
with met as (
    select distinct person_no from filtered_events
    where case $over when 'stage' then stage when 'channel' then channel else touchpoint end = $place::varchar
), first_of_them as (
    select min(person) as person from met join filtered_people on filtered_people.person_no = met.person_no
)
select person
from first_of_them
where person is not null
order by person
