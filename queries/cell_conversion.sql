-- Of the people who were in a cell of a heatmap before the goal, how many reached it?
-- One row per cell: place (a stage, a touchpoint or a weekday), across (a channel, or the hour of a weekday), met, converted.
-- A person was there before the goal where the contact comes before their first event that reaches it, or where none does. Events of
-- one instant stand in the order of their stages.
-- uses: _filtered_events, _filtered_stages
-- params: over, goal_over, goal
with contacts as (
    select
        person_no, ticks, position, event_no,
        case $over when 'stage' then filtered_events.stage when 'weekday' then cast(weekday as varchar) else touchpoint end as place,
        case $over when 'weekday' then cast(hour as varchar) else channel end as across,
        list_contains(
            $goal::varchar[],
            case $goal_over when 'stage' then filtered_events.stage when 'channel' then channel else touchpoint end
        ) as reaches
    from filtered_events left join filtered_stages on filtered_stages.stage = filtered_events.stage
), reaching as (
    select
        person_no, ticks, position, event_no,
        row_number() over (partition by person_no order by ticks, position, event_no) as number
    from contacts
    where reaches
), before_goal as (
    select distinct contacts.person_no as person_no, place, across, reaching.person_no is not null as converts
    from contacts left join reaching on reaching.person_no = contacts.person_no and number = 1
    where number is null
        or contacts.ticks < reaching.ticks
        or contacts.ticks = reaching.ticks and contacts.position < reaching.position
        or contacts.ticks = reaching.ticks and contacts.position = reaching.position and contacts.event_no < reaching.event_no
)
select place, across, count(*) as met, cast(sum(case when converts then 1 else 0 end) as bigint) as converted
from before_goal
group by place, across
order by place, across
