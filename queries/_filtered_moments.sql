-- The events of one person, whatever the filters, with their moment on the wall clock.
-- One row per event: event_no, ticks, occurred_at, channel, touchpoint, stage, value.
-- params: person_no
filtered_moments as (
    select event_no, ticks, occurred_at, channel, touchpoint, stage, value
    from events
    where person_no = $person_no::bigint
)
