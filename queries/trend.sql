-- How many events and people are there in each day, week or month, and how many people reach the goal in it?
-- One row per place and period: place, begins_on, events, people, converted.
-- place is '' where $over is null. Weeks begin on Monday. Periods without events have no row.
-- uses: _filtered_events
-- params: over, unit, goal_over, goal
with dated as (
    select
        person_no,
        case $over when 'stage' then stage when 'channel' then channel when 'touchpoint' then touchpoint else '' end as place,
        case $unit
            when 'month' then date_trunc('month', occurred_on)
            when 'week' then date_trunc('week', occurred_on)
            else occurred_on
        end as begins,
        list_contains($goal::varchar[], case $goal_over when 'stage' then stage when 'channel' then channel else touchpoint end)
            as reaches
    from filtered_events
)
select
    place, cast(begins as date) as begins_on, count(*) as events, count(distinct person_no) as people,
    count(distinct case when reaches then person_no end) as converted
from dated
group by place, begins
order by place, begins_on
