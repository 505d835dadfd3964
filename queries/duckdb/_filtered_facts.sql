-- The events that the filters leave, packed.
-- One row per event: person_no, kind, second (on the wall clock, since the origin of the layout).
-- params: channels, stages, since, until
picked_kinds as (
    select
        kind, channel, touchpoint, stage, ticks_per_second, offset_minutes * 60 as offset_seconds, time_bits,
        (1::bigint << time_bits) - 1 as ticks_mask,
        date_diff('day', origin::date, $since::date) * 86400 as first_second,
        date_diff('day', origin::date, $until::date) * 86400 + 86400 as end_second
    from kinds cross join layout
    where ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], stage))
), timed_facts as not materialized (
    select
        key >> time_bits as person_no, kind, first_second, end_second,
        (key & ticks_mask) // ticks_per_second + offset_seconds as second
    from event_keys join picked_kinds using (kind)
), filtered_facts as not materialized (
    select person_no, kind, second
    from timed_facts
    where ($since::date is null or second >= first_second) and ($until::date is null or second < end_second)
)
