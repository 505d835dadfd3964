-- How long do people take from each step of a funnel to the next, and how many may still get there?
-- One row per step that somebody reached: step, people, median_seconds, mean_seconds, p90_seconds, stopped, open.
-- Times are of the counted attempt: the earliest one that completes the person's deepest step, of those the latest start, its
-- events the earliest possible. `stopped` people got no further than this step; for `open` ones of them the window of their
-- latest attempt had not ended at the newest event of the data.
-- uses: _attempts
-- params: window, ticks_per_second, newest_ticks
with moments as (
    select attempts.person_no as person_no, step, min(ticks) as ticks
    from attempts join counted on counted.person_no = attempts.person_no and counted.start = attempts.start
    where step <= reached
    group by attempts.person_no, step
), legs as (
    select person_no, step, ticks - lag(ticks) over (partition by person_no order by step) as ticks
    from moments
), latest as (
    select person_no, max(ticks) as ticks
    from attempts
    where step = 1
    group by person_no
), ends as (
    select
        reached as step, count(*) as stopped,
        sum(case when $window::bigint is null or $newest_ticks::bigint - latest.ticks < $window::bigint then 1 else 0 end) as still_open
    from counted join latest on latest.person_no = counted.person_no
    group by reached
), durations as (
    select
        step, count(*) as people,
        median(ticks) / $ticks_per_second::bigint as median_seconds,
        avg(ticks) / $ticks_per_second::bigint as mean_seconds,
        quantile_cont(ticks, 0.9) / $ticks_per_second::bigint as p90_seconds
    from legs
    group by step
)
select
    durations.step as step, people, median_seconds, mean_seconds, p90_seconds,
    cast(coalesce(stopped, 0) as bigint) as stopped, cast(coalesce(still_open, 0) as bigint) as open
from durations left join ends on ends.step = durations.step
order by step
