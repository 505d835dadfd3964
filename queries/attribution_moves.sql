-- From which contact to which do the paths go that end in a conversion, and those that do not?
-- One row per block of people and pair of contacts that follow each other: block, origin, destination, times.
-- Every path begins at "(start)" and ends at "(goal)" or "(end)". A block is person_no modulo $blocks.
-- uses: _touches
-- params: blocks
with moves as (
    select
        person_no, coalesce(lag(place) over (partition by person_no, path_no order by number), '(start)') as origin,
        place as destination
    from touches
    union all
    select person_no, place, case when is_converted then '(goal)' else '(end)' end
    from touches
    where number = touches
)
select person_no % $blocks::bigint as block, origin, destination, count(*) as times
from moves
group by person_no % $blocks::bigint, origin, destination
order by block, origin, destination
