-- Events and people in each cell of weekday and hour, counted by `touchpoints.walks.cells` and bound.
-- One row per weekday and hour: weekday, hour, events, people.
-- params: cell_weekday, cell_hour, cell_events, cell_people
event_cells as (
    select
        unnest($cell_weekday::integer[]) as weekday, unnest($cell_hour::integer[]) as hour,
        unnest($cell_events::bigint[]) as events, unnest($cell_people::bigint[]) as people
)
