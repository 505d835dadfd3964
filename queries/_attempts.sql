-- The attempts of each person at a funnel: which start had reached which step, and when.
-- One row per event that matches a step which some attempt has reached: person_no, step, ticks, start (the ticks of the latest
-- attempt that has reached this step).
-- Events of one instant count in step order; where steps overlap an event serves one step only, because its later steps are
-- looked at before its earlier ones.
-- uses: _filtered_steps
-- params: window
in_order as (
    select
        person_no, ticks, step,
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
), walk_1 as (
    select person_no, ticks, step, position, max(case when step = 1 then ticks end)
        over (partition by person_no order by position rows unbounded preceding) as start_1
    from in_order
), walk_2 as (
    select *, max(case when step = 2 and ($window::bigint is null or ticks - start_1 <= $window::bigint) then start_1 end)
        over (partition by person_no order by position rows unbounded preceding) as start_2
    from walk_1
), walk_3 as (
    select *, max(case when step = 3 and ($window::bigint is null or ticks - start_2 <= $window::bigint) then start_2 end)
        over (partition by person_no order by position rows unbounded preceding) as start_3
    from walk_2
), walk_4 as (
    select *, max(case when step = 4 and ($window::bigint is null or ticks - start_3 <= $window::bigint) then start_3 end)
        over (partition by person_no order by position rows unbounded preceding) as start_4
    from walk_3
), walk_5 as (
    select *, max(case when step = 5 and ($window::bigint is null or ticks - start_4 <= $window::bigint) then start_4 end)
        over (partition by person_no order by position rows unbounded preceding) as start_5
    from walk_4
), walk_6 as (
    select *, max(case when step = 6 and ($window::bigint is null or ticks - start_5 <= $window::bigint) then start_5 end)
        over (partition by person_no order by position rows unbounded preceding) as start_6
    from walk_5
), walk_7 as (
    select *, max(case when step = 7 and ($window::bigint is null or ticks - start_6 <= $window::bigint) then start_6 end)
        over (partition by person_no order by position rows unbounded preceding) as start_7
    from walk_6
), walk_8 as (
    select *, max(case when step = 8 and ($window::bigint is null or ticks - start_7 <= $window::bigint) then start_7 end)
        over (partition by person_no order by position rows unbounded preceding) as start_8
    from walk_7
), walk_9 as (
    select *, max(case when step = 9 and ($window::bigint is null or ticks - start_8 <= $window::bigint) then start_8 end)
        over (partition by person_no order by position rows unbounded preceding) as start_9
    from walk_8
), walk_10 as (
    select *, max(case when step = 10 and ($window::bigint is null or ticks - start_9 <= $window::bigint) then start_9 end)
        over (partition by person_no order by position rows unbounded preceding) as start_10
    from walk_9
), attempts as (
    select
        person_no, step, ticks,
        case step when 1 then start_1 when 2 then start_2 when 3 then start_3 when 4 then start_4 when 5 then start_5 when 6 then start_6 when 7 then start_7 when 8 then start_8 when 9 then start_9 when 10 then start_10 end as start
    from walk_10
), counted as (
    select person_no, step as reached, start
    from (
        select
            person_no, step, start,
            row_number() over (partition by person_no order by step desc, ticks, start desc) as place
        from attempts
        where start is not null
    ) as ranked
    where place = 1
)
