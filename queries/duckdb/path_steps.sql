-- Step by step, where are people, and where do they go next?
-- One row per step, place and next place: step, place, next_place, people.
-- Journeys that end go to "(end)": those that come to a step at a place less those that leave it.
-- uses: _paths
-- params: columns
with moves as not materialized (
    select step, place_before, place_no, count(*) as people
    from paths
    where step <= $columns + 1
    group by step, place_before, place_no
), stays as (
    select step, place_no, sum(arrivals)::bigint as people
    from (
        select step, place_no, people as arrivals from moves
        union all
        select step - 1, place_before, -people from moves where step > 1
    )
    where step <= $columns
    group by step, place_no
), numbered_moves as (
    select step - 1 as step, place_before as place_no, place_no as next_no, people from moves where step > 1
    union all
    select step, place_no, null, people from stays where people > 0
)
select step, here.place as place, coalesce(onwards.place, '(end)') as next_place, people
from numbered_moves join path_places as here using (place_no)
left join path_places as onwards on onwards.place_no = next_no
order by step, people desc, place, next_place
