-- From where do people go where next, how many, and after how long?
-- One row per pair of places that follow each other: origin, destination, times, people, median_seconds, p90_seconds.
-- Every journey begins at "(start)" and ends at "(end)": at a place end as many as arrive there less those who leave it.
-- uses: _paths
-- params: ticks_per_second
with moves as not materialized (
    select
        person_no, coalesce(place_before, 0) << 17 | place_no as pair,
        case when place_before is not null then ticks - ticks_before end as gap
    from paths
), pairs as (
    select
        pair, count(*) as times, count(distinct person_no) as people,
        quantile_cont(gap, [0.5, 0.9]) as gaps
    from moves
    group by pair
), unpacked_pairs as (
    select
        pair >> 17 as origin_no, pair & 131071 as destination_no, times, people,
        gaps[1] / $ticks_per_second::bigint as median_seconds,
        gaps[2] / $ticks_per_second::bigint as p90_seconds
    from pairs
), ends as (
    select place_no, sum(arrivals)::bigint as people
    from (
        select destination_no as place_no, times as arrivals from unpacked_pairs
        union all
        select origin_no, -times from unpacked_pairs where origin_no > 0
    )
    group by place_no
)
select
    coalesce(origins.place, '(start)') as origin, destinations.place as destination, times, people, median_seconds, p90_seconds
from unpacked_pairs
join path_places as destinations on destinations.place_no = destination_no
left join path_places as origins on origins.place_no = origin_no
union all
select place, '(end)', people, people, null, null
from ends join path_places using (place_no)
where people > 0
order by times desc, origin, destination
