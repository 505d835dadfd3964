-- How the workspace measures time.
-- One row per workspace: origin, ticks_per_second, newest_ticks.
filtered_layout as (
    select origin, ticks_per_second, newest_ticks from layout
)
