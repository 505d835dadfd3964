-- Events and people in each cell of touchpoint and channel.
-- One row per touchpoint and channel: touchpoint, channel, events, people.
-- uses: _filtered_events
event_cells as (
    select touchpoint, channel, count(*) as events, count(distinct person_no) as people
    from filtered_events
    group by touchpoint, channel
)
