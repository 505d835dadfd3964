-- The contacts that led to each conversion inside the look-back, and those that led to none: one sort backwards in time, then
-- streaming passes that carry the nearest end of a path.
-- One row per contact: person_no, place_no (of touch_places), end_row (its path), from_end (1 is the last contact of its path),
-- before_end (in ticks), is_converted, place_after (the number of the next contact's place, null for the last one).
-- `conversions` has one row per conversion: person_no, end_row, value. Events that reach the goal are no contacts; in a row they
-- are one conversion where $run_folded, which the first of them in time stands for.
-- uses: _filtered_stages
-- params: channels, stages, since, until, over, kept, goal_over, goal, run_folded, lookback, ends_since, by_value, time_bits
touch_dimensions as (
    select
        kind, position,
        case $over when 'stage' then kinds.stage when 'channel' then channel else touchpoint end as own_place,
        case $goal_over when 'stage' then kinds.stage when 'channel' then channel else touchpoint end as goal_place,
        (date_diff('day', origin::date, $since::date) * 86400 - offset_minutes * 60) * ticks_per_second as opens_at,
        (date_diff('day', origin::date, $ends_since::date) * 86400 - offset_minutes * 60) * ticks_per_second as counts_at,
        (date_diff('day', origin::date, $until::date) * 86400 + 86400 - offset_minutes * 60) * ticks_per_second as closes_at
    from kinds cross join layout left join filtered_stages on filtered_stages.stage = kinds.stage
    where ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], kinds.stage))
), named_kinds as (
    select
        *,
        case when $kept::varchar[] is null or list_contains($kept::varchar[], own_place) then own_place else '(other)' end as place
    from touch_dimensions
), numbered_kinds as (
    select
        kind, place, opens_at, counts_at, closes_at,
        dense_rank() over (order by place) as place_no,
        row_number() over (order by position, kind) as rank,
        list_contains($goal::varchar[], goal_place)::integer as reaches
    from named_kinds
), touch_places as (
    select distinct place_no, place from numbered_kinds union all select 0, '(nothing before)'
), touch_kinds as (
    select kind, opens_at, counts_at, closes_at, rank << 19 | place_no << 2 | reaches as code from numbered_kinds
), touch_keys as not materialized (
    select
        key,
        case when $ends_since::date is null or key & ((1::bigint << $time_bits) - 1) >= counts_at then code | 2 else code end as code,
        case when $by_value then value end as value
    from event_keys join touch_kinds using (kind)
    where ($since::date is null or key & ((1::bigint << $time_bits) - 1) >= opens_at)
        and ($until::date is null or key & ((1::bigint << $time_bits) - 1) < closes_at)
), backwards as not materialized (
    select key, code, value from touch_keys order by key desc, code desc
), numbered_touches as not materialized (
    select key, code, value, row_number() over () as row_no, lag(key) over () as key_after, lag(code) over () as code_after
    from backwards
), touch_neighbours as not materialized (
    select
        key, code, value, row_no, code_after,
        code & 1 = 1 or (key_after >> $time_bits) is distinct from (key >> $time_bits) as is_end,
        code & 1 = 1 and not coalesce($run_folded and code_after & 1 = 1 and key_after >> $time_bits = key >> $time_bits, false)
            as begins_run
    from numbered_touches
), ended_touches as not materialized (
    select
        key, code, value, row_no, code_after,
        last_value(case when is_end then row_no << 2 | (code & 3) end ignore nulls) over (rows unbounded preceding) as end_mark,
        last_value(case when is_end then key end ignore nulls) over (rows unbounded preceding) as end_key,
        last_value(case when begins_run then row_no end ignore nulls) over (rows unbounded preceding) as run_row
    from touch_neighbours
), walked_touches as materialized (
    select key, code, value, row_no, code_after, end_mark, end_key, run_row
    from ended_touches
    where code & 1 = 1 or (end_key - key <= $lookback::bigint and end_mark & 2 = 2)
), touches as not materialized (
    select
        key >> $time_bits as person_no, (code >> 2) & 131071 as place_no, end_mark >> 2 as end_row,
        row_no - (end_mark >> 2) + 1 - (end_mark & 1) as from_end,
        end_key - key as before_end, end_mark & 1 = 1 as is_converted,
        case when row_no - (end_mark >> 2) + 1 - (end_mark & 1) > 1 then (code_after >> 2) & 131071 end as place_after
    from walked_touches
    where code & 1 = 0
), conversions as not materialized (
    select any_value(key >> $time_bits) as person_no, max(end_mark) >> 2 as end_row, coalesce(sum(value), 0) as value
    from walked_touches
    where code & 1 = 1
    group by run_row
    having max(end_mark) & 2 = 2
)
