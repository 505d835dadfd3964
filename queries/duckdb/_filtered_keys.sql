-- All events, packed.
-- One row per event: key, kind, value.
filtered_keys as not materialized (
    select key, kind, value from event_keys
)
