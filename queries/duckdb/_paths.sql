-- The journeys as numbered steps: one sort, then streaming passes that compare each event with the one before.
-- One row per step of a person: person_no, step, place_no (of path_places), ticks, is_goal, place_before (its number, null at the
-- first step), ticks_before.
-- A code orders the events of one instant by their stages and carries the place and whether it reaches the goal.
-- uses: _filtered_stages
-- params: channels, stages, since, until, over, kept, folded, goal_over, goal, anchor, backwards, time_bits
path_dimensions as (
    select
        kind, position,
        case $over when 'stage' then kinds.stage when 'channel' then channel else touchpoint end as own_place,
        case $goal_over when 'stage' then kinds.stage when 'channel' then channel else touchpoint end as goal_place,
        (date_diff('day', origin::date, $since::date) * 86400 - offset_minutes * 60) * ticks_per_second as opens_at,
        (date_diff('day', origin::date, $until::date) * 86400 + 86400 - offset_minutes * 60) * ticks_per_second as closes_at
    from kinds cross join layout left join filtered_stages on filtered_stages.stage = kinds.stage
    where ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], kinds.stage))
), named_kinds as (
    select
        *,
        case when $kept::varchar[] is null or list_contains($kept::varchar[], own_place) then own_place else '(other)' end as place
    from path_dimensions
), numbered_kinds as (
    select
        kind, place, opens_at, closes_at,
        dense_rank() over (order by place) as place_no,
        row_number() over (order by position, kind) as rank,
        coalesce(list_contains($goal::varchar[], goal_place), false)::integer as reaches,
        coalesce(list_contains($anchor::varchar[], own_place), false) as is_anchor
    from named_kinds
), path_places as (
    select distinct place_no, place from numbered_kinds
), path_kinds as (
    select kind, opens_at, closes_at, is_anchor, rank << 18 | place_no << 1 | reaches as code from numbered_kinds
), path_keys as not materialized (
    select key, code, is_anchor
    from event_keys join path_kinds using (kind)
    where ($since::date is null or key & ((1::bigint << $time_bits) - 1) >= opens_at)
        and ($until::date is null or key & ((1::bigint << $time_bits) - 1) < closes_at)
), anchors as not materialized (
    select key >> $time_bits as person_no, min({'key': key, 'code': code}) as first
    from path_keys
    where is_anchor
    group by key >> $time_bits
), chosen_keys as not materialized (
    select key, code from path_keys where $anchor::varchar[] is null
    union all
    select key, code
    from path_keys join anchors on person_no = key >> $time_bits
    where $anchor::varchar[] is not null and (
        $backwards and (key < first.key or (key = first.key and code < first.code))
        or not $backwards and (key > first.key or (key = first.key and code >= first.code))
    )
    union all
    select first.key, first.code from anchors where $anchor::varchar[] is not null and $backwards
), sorted_keys as not materialized (
    select case when $backwards then -key else key end as forward, case when $backwards then -code else code end as turned
    from chosen_keys
    order by forward, turned
), unpacked_keys as not materialized (
    select
        case when $backwards then -forward else forward end >> $time_bits as person_no,
        case when $backwards then -forward else forward end & ((1::bigint << $time_bits) - 1) as ticks,
        (case when $backwards then -turned else turned end >> 1) & 131071 as place_no,
        case when $backwards then -turned else turned end & 1 = 1 as reaches
    from sorted_keys
), goal_people as not materialized (
    select *, last_value(case when reaches then person_no end ignore nulls) over (rows unbounded preceding) as goal_person
    from unpacked_keys
), goal_neighbours as not materialized (
    select *, lag(goal_person) over () as goal_person_before from goal_people
), path_neighbours as not materialized (
    select
        person_no, ticks, place_no, reaches,
        lag(person_no) over () as person_before, lag(place_no) over () as place_before, lag(ticks) over () as ticks_before
    from goal_neighbours
    where goal_person_before is distinct from person_no
), path_firsts as not materialized (
    select
        person_no, ticks, place_no, reaches, person_before is distinct from person_no as is_first, place_before, ticks_before
    from path_neighbours
    where not $folded or reaches or person_before is distinct from person_no or place_before <> place_no
), path_rows as not materialized (
    select *, row_number() over () as row_no from path_firsts
), path_starts as not materialized (
    select *, last_value(case when is_first then row_no end ignore nulls) over (rows unbounded preceding) as first_row
    from path_rows
), paths as not materialized (
    select
        person_no, row_no - first_row + 1 as step, place_no, ticks, reaches as is_goal,
        case when not is_first then place_before end as place_before, ticks_before
    from path_starts
)
