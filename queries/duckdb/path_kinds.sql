-- Which kinds of events do the filters leave, at which place do they happen, and do they reach the goal?
-- One row per kind: kind, place, channel, rank, reaches, is_anchor, offset_minutes, opens_at, closes_at.
-- A place that is not among $kept is "(other)". rank is the order of kinds at one instant: by stage. The days lie between the ticks
-- opens_at and closes_at, on the wall clock of the kind; both are NULL without days.
-- uses: _filtered_stages
-- params: channels, stages, since, until, over, kept, goal_over, goal, anchor
with placed_kinds as (
    select
        kind, channel, position, offset_minutes,
        case $over when 'stage' then kinds.stage when 'channel' then channel else touchpoint end as own_place,
        case $goal_over when 'stage' then kinds.stage when 'channel' then channel else touchpoint end as goal_place,
        (date_diff('day', origin::date, $since::date) * 86400 - offset_minutes * 60) * ticks_per_second as opens_at,
        (date_diff('day', origin::date, $until::date) * 86400 + 86400 - offset_minutes * 60) * ticks_per_second as closes_at
    from kinds cross join layout left join filtered_stages on filtered_stages.stage = kinds.stage
    where ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], kinds.stage))
)
select
    kind,
    case when $kept::varchar[] is null or list_contains($kept::varchar[], own_place) then own_place else '(other)' end as place,
    channel, row_number() over (order by position, kind) as rank,
    coalesce(list_contains($goal::varchar[], goal_place), false) as reaches,
    coalesce(list_contains($anchor::varchar[], own_place), false) as is_anchor,
    offset_minutes, opens_at, closes_at
from placed_kinds
order by kind
