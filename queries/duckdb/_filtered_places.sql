-- The kinds of events that the filters leave, each with the value that a step names.
-- One row per kind: kind, channel, place, offset_minutes, origin, ticks_per_second.
-- params: channels, stages, over
filtered_places as (
    select
        kind, channel, offset_minutes, origin, ticks_per_second,
        case $over when 'stage' then stage when 'channel' then channel else touchpoint end as place
    from kinds cross join layout
    where ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], stage))
)
