-- All events, packed.
-- One row per event: key, kind.
filtered_keys as not materialized (
    select key, kind from event_keys
)
