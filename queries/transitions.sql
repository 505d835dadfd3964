-- From where do people go where next, how many, and after how long?
-- One row per pair of places that follow each other: origin, destination, times, people, median_seconds, p90_seconds.
-- Every journey begins at "(start)" and ends at "(end)", which take no time.
-- uses: _paths
-- params: ticks_per_second
with neighbours as (
    select
        person_no, coalesce(lag(place) over (partition by person_no order by step), '(start)') as origin, place as destination,
        ticks - lag(ticks) over (partition by person_no order by step) as gap
    from paths
    union all
    select person_no, max(place), '(end)', null
    from (
        select person_no, place, row_number() over (partition by person_no order by step desc) as from_end from paths
    ) as backwards
    where from_end = 1
    group by person_no
)
select
    origin, destination, count(*) as times, count(distinct person_no) as people,
    median(gap) / $ticks_per_second::bigint as median_seconds,
    quantile_cont(gap, 0.9) / $ticks_per_second::bigint as p90_seconds
from neighbours
group by origin, destination
order by times desc, origin, destination
