-- The events that the filters leave and that match a step, packed; steps must not overlap.
-- One row per event: packed (key << 4 | step), key.
-- The days select the events that may OPEN an attempt (step 1); the steps after it may be later.
-- params: channels, stages, since, until, over, time_bits, step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10
placed_kinds as not materialized (
    select
        kind, channel, stage,
        case $over when 'stage' then stage when 'channel' then channel else touchpoint end as place,
        (date_diff('day', origin::date, $since::date) * 86400 - offset_minutes * 60) * ticks_per_second as opens_at,
        (date_diff('day', origin::date, $until::date) * 86400 + 86400 - offset_minutes * 60) * ticks_per_second as closes_at
    from kinds cross join layout
), step_kinds as (
    select
        kind, opens_at, closes_at,
        case
            when list_contains($step_1::varchar[], place) then 1
            when list_contains($step_2::varchar[], place) then 2
            when list_contains($step_3::varchar[], place) then 3
            when list_contains($step_4::varchar[], place) then 4
            when list_contains($step_5::varchar[], place) then 5
            when list_contains($step_6::varchar[], place) then 6
            when list_contains($step_7::varchar[], place) then 7
            when list_contains($step_8::varchar[], place) then 8
            when list_contains($step_9::varchar[], place) then 9
            when list_contains($step_10::varchar[], place) then 10
        end as step
    from placed_kinds
    where ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], stage))
), filtered_keys as not materialized (
    select key << 4 | step as packed, key
    from event_keys join step_kinds using (kind)
    where step is not null
        and ($since::date is null or step > 1 or key & ((1::bigint << $time_bits) - 1) >= opens_at)
        and ($until::date is null or step > 1 or key & ((1::bigint << $time_bits) - 1) < closes_at)
)
