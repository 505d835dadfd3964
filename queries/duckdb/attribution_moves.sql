-- From which contact to which do the paths go that end in a conversion, and those that do not?
-- One row per block of people and pair of contacts that follow each other: block, origin, destination, times.
-- Every path begins at "(start)" and ends at "(goal)" or "(end)": at a contact begin as many as leave it less those who come to it.
-- uses: _touches
-- params: blocks
with moves as (
    select
        person_no % $blocks::bigint as block, place_no,
        coalesce(place_after, case when is_converted then -1 else -2 end) as onwards_no, count(*) as times
    from touches
    group by block, place_no, onwards_no
    union all
    select person_no % $blocks::bigint, 0, -1, count(*)
    from conversions
    where end_row not in (select end_row from touches where is_converted)
    group by person_no % $blocks::bigint
), starts as (
    select block, place_no, sum(balance)::bigint as times
    from (
        select block, place_no, times as balance from moves
        union all
        select block, onwards_no, -times from moves where onwards_no >= 0
    )
    group by block, place_no
)
select
    block, origins.place as origin,
    coalesce(destinations.place, case onwards_no when -1 then '(goal)' else '(end)' end) as destination, times
from moves join touch_places as origins using (place_no)
left join touch_places as destinations on destinations.place_no = onwards_no
union all
select block, '(start)', place, times
from starts join touch_places using (place_no)
where times > 0
order by block, origin, destination
