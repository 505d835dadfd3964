-- What each event of the first half of the people advances: one sort, then one pass that carries the latest start of each step.
-- One row per event that brings an attempt to a step: step, key, start (the key of the attempt's first event), is_first (for its
-- person, at this step).
-- start_k is the latest start of any attempt that has reached step k: it only grows, so one pass is enough. A start of the person
-- before may still stand in it, which the last condition drops. Two halves because streaming windows use one thread each; five
-- steps or fewer take the short way.
-- uses: _filtered_keys
-- params: window, step_6, time_bits, half_key
first_order as not materialized (
    select packed from filtered_keys where key < $half_key order by packed
), first_events as not materialized (
    select packed >> 4 as key, (packed & 15)::utinyint as step from first_order
), first_1 as not materialized (
    select key, step, last_value(case when step = 1 then key end ignore nulls) over (rows unbounded preceding) as start_1
    from first_events
), first_2 as not materialized (
    select *, last_value(case when step = 2 and ($window::bigint is null or key - start_1 <= $window::bigint) then start_1 end ignore nulls)
        over (rows unbounded preceding) as start_2
    from first_1
), first_3 as not materialized (
    select *, last_value(case when step = 3 and ($window::bigint is null or key - start_2 <= $window::bigint) then start_2 end ignore nulls)
        over (rows unbounded preceding) as start_3
    from first_2
), first_4 as not materialized (
    select *, last_value(case when step = 4 and ($window::bigint is null or key - start_3 <= $window::bigint) then start_3 end ignore nulls)
        over (rows unbounded preceding) as start_4
    from first_3
), first_5 as not materialized (
    select *, last_value(case when step = 5 and ($window::bigint is null or key - start_4 <= $window::bigint) then start_4 end ignore nulls)
        over (rows unbounded preceding) as start_5
    from first_4
), first_6 as not materialized (
    select *, last_value(case when step = 6 and ($window::bigint is null or key - start_5 <= $window::bigint) then start_5 end ignore nulls)
        over (rows unbounded preceding) as start_6
    from first_5
), first_7 as not materialized (
    select *, last_value(case when step = 7 and ($window::bigint is null or key - start_6 <= $window::bigint) then start_6 end ignore nulls)
        over (rows unbounded preceding) as start_7
    from first_6
), first_8 as not materialized (
    select *, last_value(case when step = 8 and ($window::bigint is null or key - start_7 <= $window::bigint) then start_7 end ignore nulls)
        over (rows unbounded preceding) as start_8
    from first_7
), first_9 as not materialized (
    select *, last_value(case when step = 9 and ($window::bigint is null or key - start_8 <= $window::bigint) then start_8 end ignore nulls)
        over (rows unbounded preceding) as start_9
    from first_8
), first_10 as not materialized (
    select *, last_value(case when step = 10 and ($window::bigint is null or key - start_9 <= $window::bigint) then start_9 end ignore nulls)
        over (rows unbounded preceding) as start_10
    from first_9
), first_short as not materialized (
    select
        step, key,
        case step when 1 then start_1 when 2 then start_2 when 3 then start_3 when 4 then start_4 when 5 then start_5 end as start,
        case step
            when 1 then lag(start_1) over ()
            when 2 then lag(start_2) over ()
            when 3 then lag(start_3) over ()
            when 4 then lag(start_4) over ()
            when 5 then lag(start_5) over ()
        end as before
    from first_5
    where len($step_6::varchar[]) = 0
), first_long as not materialized (
    select
        step, key,
        case step when 1 then start_1 when 2 then start_2 when 3 then start_3 when 4 then start_4 when 5 then start_5 when 6 then start_6 when 7 then start_7 when 8 then start_8 when 9 then start_9 when 10 then start_10 end as start,
        case step
            when 1 then lag(start_1) over ()
            when 2 then lag(start_2) over ()
            when 3 then lag(start_3) over ()
            when 4 then lag(start_4) over ()
            when 5 then lag(start_5) over ()
            when 6 then lag(start_6) over ()
            when 7 then lag(start_7) over ()
            when 8 then lag(start_8) over ()
            when 9 then lag(start_9) over ()
            when 10 then lag(start_10) over ()
        end as before
    from first_10
    where len($step_6::varchar[]) > 0
), first_half as materialized (
    select step, key, start, coalesce(before >> $time_bits <> key >> $time_bits, true) as is_first
    from (select * from first_short union all select * from first_long)
    where start >> $time_bits = key >> $time_bits and before is distinct from start
)
