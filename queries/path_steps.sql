-- Step by step, where are people, and where do they go next?
-- One row per step, place and next place: step, place, next_place, people.
-- Journeys that end go to "(end)". Only the first $columns steps are told.
-- uses: _paths
-- params: columns
with moves as (
    select step, place, coalesce(lead(place) over (partition by person_no order by step), '(end)') as next_place
    from paths
)
select step, place, next_place, count(*) as people
from moves
where step <= $columns
group by step, place, next_place
order by step, people desc, place, next_place
