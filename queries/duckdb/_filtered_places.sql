-- The kinds of events that the filters leave, each with the places that a step may name.
-- One row per kind: kind, channel, touchpoint, places, offset_minutes, origin, ticks_per_second.
-- params: channels, stages
filtered_places as (
    select
        kind, channel, touchpoint, offset_minutes, origin, ticks_per_second,
        ['touchpoint:' || touchpoint, 'stage:' || stage, 'channel:' || channel] as places
    from kinds cross join layout
    where ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], stage))
)
