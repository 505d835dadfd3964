-- Of the people who reached the goal, how many came back to it, and after how many days?
-- One row per outcome and number of whole days: returned, days, people.
-- days: from the first time to the second one, or for who has not returned to the newest event of all. Events in a row that reach
-- the goal are one time where $run_folded.
-- uses: _filtered_events, _filtered_stages
-- params: goal_over, goal, run_folded, ticks_per_second
with goal_events as (
    select
        person_no, ticks, position, event_no,
        list_contains(
            $goal::varchar[], case $goal_over when 'stage' then filtered_events.stage when 'channel' then channel else touchpoint end
        ) as reaches
    from filtered_events left join filtered_stages on filtered_stages.stage = filtered_events.stage
), neighbours as (
    select
        person_no, ticks, position, event_no, reaches,
        coalesce(lag(reaches) over (partition by person_no order by ticks, position, event_no), false) as reached_before
    from goal_events
), times as (
    select person_no, ticks, row_number() over (partition by person_no order by ticks, position, event_no) as time
    from neighbours
    where reaches and not ($run_folded and reached_before)
), newest as (
    select max(ticks) as newest_ticks from goal_events
), buyers as (
    select
        person_no, max(case when time = 1 then ticks end) as first_ticks, max(case when time = 2 then ticks end) as second_ticks
    from times
    where time <= 2
    group by person_no
), outcomes as (
    select
        second_ticks is not null as returned,
        (coalesce(second_ticks, newest_ticks) - first_ticks) // ($ticks_per_second::bigint * 86400) as days
    from buyers cross join newest
)
select returned, days, count(*) as people
from outcomes
group by returned, days
order by returned, days
