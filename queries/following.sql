-- Where do some people go next, each after a moment of their own, and how long do they wait?
-- One row per person of the list: person_no, person, contact, waited.
-- contact is null where nothing more happened; waited is in ticks.
-- uses: _filtered_following
with followed as (
    select person_no, person, contact, waited from filtered_following
)
select person_no, person, contact, waited
from followed
order by person_no
