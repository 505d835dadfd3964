-- The events that the filters leave; the only place that reads `events`.
-- One row per event: event_no, person_no, ticks, channel, touchpoint, stage, value, occurred_on, weekday, hour.
-- params: channels, stages, since, until
filtered_events as (
    select event_no, person_no, ticks, channel, touchpoint, stage, value, occurred_on, weekday, hour
    from events
    where ($channels is null or list_contains($channels, channel))
        and ($stages is null or list_contains($stages, stage))
        and ($since::date is null or occurred_on >= $since::date)
        and ($until::date is null or occurred_on <= $until::date)
)
