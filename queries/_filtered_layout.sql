-- How the workspace measures time.
-- One row per workspace: ticks_per_second, newest_ticks.
filtered_layout as (
    select ticks_per_second, newest_ticks from layout
)
