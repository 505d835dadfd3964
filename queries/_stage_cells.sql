-- Events and people in each cell of stage and channel.
-- One row per stage and channel: stage, channel, events, people.
-- uses: _filtered_events
event_cells as (
    select stage, channel, count(*) as events, count(distinct person_no) as people
    from filtered_events
    group by stage, channel
)
