-- Which pseudonym stands for each person?
-- One row per person: person_no, person.
-- uses: _filtered_people
with everybody as (
    select person_no, person from filtered_people
)
select person_no, person
from everybody
order by person_no
