-- Events and people in each cell of place and channel.
-- One row per place (a stage or a touchpoint) and channel: place, channel, events, people.
-- uses: _filtered_events
-- params: over
event_cells as (
    select case $over when 'stage' then stage else touchpoint end as place, channel, count(*) as events, count(distinct person_no) as people
    from filtered_events
    group by case $over when 'stage' then stage else touchpoint end, channel
)
