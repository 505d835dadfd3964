-- The journeys as numbered steps: whole, or up to and with the event that first reaches the goal, or from the first event at an
-- anchor on (backwards: from there back to the start).
-- One row per step of a person: person_no, step, place, ticks, is_goal.
-- Events of one instant stand in the order of their stages. A place that is not among $kept is "(other)". Folded, an event at the
-- place of the one before is no step of its own; the goal always is one. An anchor and a goal are not bound together.
-- uses: _filtered_events, _filtered_stages
-- params: over, kept, folded, goal_over, goal, anchor, backwards
path_events as (
    select
        person_no, ticks, position, event_no,
        case $over when 'stage' then filtered_events.stage when 'channel' then channel else touchpoint end as own_place,
        case $goal_over when 'stage' then filtered_events.stage when 'channel' then channel else touchpoint end as goal_place
    from filtered_events left join filtered_stages on filtered_stages.stage = filtered_events.stage
), path_order as (
    select
        person_no, ticks, own_place,
        case when $kept::varchar[] is null or list_contains($kept::varchar[], own_place) then own_place else '(other)' end as place,
        case when $goal::varchar[] is null then false else list_contains($goal::varchar[], goal_place) end as reaches,
        row_number() over (partition by person_no order by ticks, position, event_no) as number
    from path_events
), path_bounds as (
    select
        person_no,
        min(case when reaches then number end) as goal_at,
        min(case when list_contains($anchor::varchar[], own_place) then number end) as anchor_at
    from path_order
    group by person_no
), path_within as (
    select
        path_order.person_no as person_no, place, ticks, coalesce(number = goal_at, false) as is_goal,
        case when $backwards then -number else number end as number
    from path_order join path_bounds on path_bounds.person_no = path_order.person_no
    where (goal_at is null or number <= goal_at)
        and ($anchor::varchar[] is null or case when $backwards then number <= anchor_at else number >= anchor_at end)
), path_neighbours as (
    select *, lag(place) over (partition by person_no order by number) as place_before from path_within
), paths as (
    select person_no, row_number() over (partition by person_no order by number) as step, place, ticks, is_goal
    from path_neighbours
    where not $folded or is_goal or place_before is null or place_before <> place
)
