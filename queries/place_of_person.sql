-- Where does a person stand in the list of all people that the filters leave?
-- One row per person of that pseudonym, so one or none: person_no, person, place, people.
-- The list is in the order of the pseudonyms; place is the number of people before the person, who may be out of the list.
-- uses: _filtered_events, _filtered_people
-- params: person
with everybody as (
    select distinct person_no from filtered_events
), named as (
    select filtered_people.person as person from everybody join filtered_people on filtered_people.person_no = everybody.person_no
), counted as (
    select count(*) as people, count(case when person < $person then 1 end) as place from named
)
select person_no, person, place, people
from filtered_people cross join counted
where person = $person
order by person_no
