-- Who belongs to a segment?
-- One row per person of it: person_no.
-- uses: _filtered_segment
with members as (
    select person_no from segment_people
)
select person_no
from members
order by person_no
