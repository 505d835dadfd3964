-- Events and people in each cell of weekday and hour.
-- One row per weekday and hour: weekday, hour, events, people.
-- uses: _filtered_events
event_cells as (
    select weekday, hour, count(*) as events, count(distinct person_no) as people
    from filtered_events
    group by weekday, hour
)
