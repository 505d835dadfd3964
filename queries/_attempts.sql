-- The attempts of each person at a funnel: which start had reached which step, and when.
-- One row per event that takes an attempt to a step: person_no, step, ticks, start (the ticks of the latest attempt that it takes there),
-- least_at (since when the attempt must have been at the step before).
-- Events of one instant count in step order; where steps overlap an event serves one step only, because its later steps are
-- looked at before its earlier ones. In any order, step k is any k of the steps, and an event that matches one may start.
-- uses: _filtered_steps
-- params: window, in_any_order
in_order as (
    select
        person_no, ticks, step, least_start, least_at,
        row_number() over (
            partition by person_no
            order by
                ticks,
                case
                when mask % 2 > 0 then 1
                when mask % 4 > 0 then 2
                when mask % 8 > 0 then 3
                when mask % 16 > 0 then 4
                when mask % 32 > 0 then 5
                when mask % 64 > 0 then 6
                when mask % 128 > 0 then 7
                when mask % 256 > 0 then 8
                when mask % 512 > 0 then 9
                else 10 end,
                mask, event_no, step desc
        ) as position
    from filtered_steps
    where not $in_any_order::boolean
), walk_1 as (
    select *, max(case when step = 1 then ticks end) over so_far as start_1, max(case when step = 1 then ticks end) over so_far as at_1
    from in_order
    window so_far as (partition by person_no order by position rows unbounded preceding)
), walk_2 as (
    select
        *,
        max(case when step = 2 and start_1 >= least_start and at_1 >= least_at then start_1 end) over so_far as start_2,
        max(case when step = 2 and start_1 >= least_start and at_1 >= least_at then ticks end) over so_far as at_2
    from walk_1
    window so_far as (partition by person_no order by position rows unbounded preceding)
), walk_3 as (
    select
        *,
        max(case when step = 3 and start_2 >= least_start and at_2 >= least_at then start_2 end) over so_far as start_3,
        max(case when step = 3 and start_2 >= least_start and at_2 >= least_at then ticks end) over so_far as at_3
    from walk_2
    window so_far as (partition by person_no order by position rows unbounded preceding)
), walk_4 as (
    select
        *,
        max(case when step = 4 and start_3 >= least_start and at_3 >= least_at then start_3 end) over so_far as start_4,
        max(case when step = 4 and start_3 >= least_start and at_3 >= least_at then ticks end) over so_far as at_4
    from walk_3
    window so_far as (partition by person_no order by position rows unbounded preceding)
), walk_5 as (
    select
        *,
        max(case when step = 5 and start_4 >= least_start and at_4 >= least_at then start_4 end) over so_far as start_5,
        max(case when step = 5 and start_4 >= least_start and at_4 >= least_at then ticks end) over so_far as at_5
    from walk_4
    window so_far as (partition by person_no order by position rows unbounded preceding)
), walk_6 as (
    select
        *,
        max(case when step = 6 and start_5 >= least_start and at_5 >= least_at then start_5 end) over so_far as start_6,
        max(case when step = 6 and start_5 >= least_start and at_5 >= least_at then ticks end) over so_far as at_6
    from walk_5
    window so_far as (partition by person_no order by position rows unbounded preceding)
), walk_7 as (
    select
        *,
        max(case when step = 7 and start_6 >= least_start and at_6 >= least_at then start_6 end) over so_far as start_7,
        max(case when step = 7 and start_6 >= least_start and at_6 >= least_at then ticks end) over so_far as at_7
    from walk_6
    window so_far as (partition by person_no order by position rows unbounded preceding)
), walk_8 as (
    select
        *,
        max(case when step = 8 and start_7 >= least_start and at_7 >= least_at then start_7 end) over so_far as start_8,
        max(case when step = 8 and start_7 >= least_start and at_7 >= least_at then ticks end) over so_far as at_8
    from walk_7
    window so_far as (partition by person_no order by position rows unbounded preceding)
), walk_9 as (
    select
        *,
        max(case when step = 9 and start_8 >= least_start and at_8 >= least_at then start_8 end) over so_far as start_9,
        max(case when step = 9 and start_8 >= least_start and at_8 >= least_at then ticks end) over so_far as at_9
    from walk_8
    window so_far as (partition by person_no order by position rows unbounded preceding)
), walk_10 as (
    select
        *,
        max(case when step = 10 and start_9 >= least_start and at_9 >= least_at then start_9 end) over so_far as start_10,
        max(case when step = 10 and start_9 >= least_start and at_9 >= least_at then ticks end) over so_far as at_10
    from walk_9
    window so_far as (partition by person_no order by position rows unbounded preceding)
), walked as (
    select
        person_no, step, ticks, least_at,
        case step when 1 then start_1 when 2 then start_2 when 3 then start_3 when 4 then start_4 when 5 then start_5 when 6 then start_6 when 7 then start_7 when 8 then start_8 when 9 then start_9 when 10 then start_10 end as start,
        case step when 1 then at_1 when 2 then at_2 when 3 then at_3 when 4 then at_4 when 5 then at_5 when 6 then at_6 when 7 then at_7 when 8 then at_8 when 9 then at_9 when 10 then at_10 end as arrived
    from walk_10
), next_events as (
    select
        event_no, person_no, ticks, in_period, broken_after,
        min(case when step = 1 then ticks end) over onwards as next_1,
        min(case when step = 2 then ticks end) over onwards as next_2,
        min(case when step = 3 then ticks end) over onwards as next_3,
        min(case when step = 4 then ticks end) over onwards as next_4,
        min(case when step = 5 then ticks end) over onwards as next_5,
        min(case when step = 6 then ticks end) over onwards as next_6,
        min(case when step = 7 then ticks end) over onwards as next_7,
        min(case when step = 8 then ticks end) over onwards as next_8,
        min(case when step = 9 then ticks end) over onwards as next_9,
        min(case when step = 10 then ticks end) over onwards as next_10
    from filtered_steps
    where $in_any_order::boolean
    window onwards as (partition by person_no order by ticks range between current row and unbounded following)
), met_steps as (
    select
        event_no, person_no, ticks as start, broken_after, number,
        case number when 1 then next_1 when 2 then next_2 when 3 then next_3 when 4 then next_4 when 5 then next_5 when 6 then next_6 when 7 then next_7 when 8 then next_8 when 9 then next_9 when 10 then next_10 end as ticks
    from next_events cross join (select step as number from step_numbers) as numbers
    where in_period
), met_in_time as (
    select
        person_no, start, ticks,
        row_number() over (partition by event_no order by ticks, number) as step
    from met_steps
    where ticks is not null
        and ($window::bigint is null or ticks - start <= $window::bigint)
        and (broken_after is null or ticks <= broken_after)
), attempts as (
    select person_no, step, ticks, start, least_at from walked where arrived = ticks
    union all
    select person_no, step, ticks, start, 0 from met_in_time
), counted as (
    select person_no, step as reached, start
    from (
        select
            person_no, step, start,
            row_number() over (partition by person_no order by step desc, ticks, start desc) as place
        from attempts
    ) as ranked
    where place = 1
)
