-- Events and people in each cell of place and channel, counted by `touchpoints.walks.cells` and bound.
-- One row per place (a stage or a touchpoint) and channel: place, channel, events, people.
-- params: cell_place, cell_channel, cell_events, cell_people
event_cells as (
    select
        unnest($cell_place::varchar[]) as place, unnest($cell_channel::varchar[]) as channel,
        unnest($cell_events::bigint[]) as events, unnest($cell_people::bigint[]) as people
)
