-- The contacts that led to each conversion inside the look-back, and those that led to none.
-- One row per contact: person_no, place, path_no (of the person), number (in its path, 1 is the first), touches (how many the path
-- has), before_end (in ticks: to the conversion, or to the path's last contact), is_converted, value (of the conversion).
-- Paths count that end on $ends_since or later; $since lies a look-back earlier, so that their contacts are there.
-- A path begins after the person's conversion before it. Events that reach the goal are no contacts; in a row they are one
-- conversion where $run_folded. A conversion without a contact has one at "(nothing before)".
-- uses: _filtered_events, _filtered_stages
-- params: over, kept, goal_over, goal, run_folded, lookback, ends_since
touch_events as (
    select
        person_no, ticks, position, event_no, value, occurred_on,
        case $over when 'stage' then filtered_events.stage when 'channel' then channel else touchpoint end as own_place,
        list_contains(
            $goal::varchar[], case $goal_over when 'stage' then filtered_events.stage when 'channel' then channel else touchpoint end
        ) as reaches
    from filtered_events left join filtered_stages on filtered_stages.stage = filtered_events.stage
), touch_order as (
    select
        person_no, ticks, value, reaches, occurred_on,
        case when $kept::varchar[] is null or list_contains($kept::varchar[], own_place) then own_place else '(other)' end as place,
        row_number() over (partition by person_no order by ticks, position, event_no) as event_number,
        coalesce(lag(reaches) over (partition by person_no order by ticks, position, event_no), false) as reached_before
    from touch_events
), touch_paths as (
    select
        *,
        coalesce(sum(case when reaches and not ($run_folded and reached_before) then 1 else 0 end) over (
            partition by person_no order by event_number rows between unbounded preceding and 1 preceding
        ), 0) as conversions_before
    from touch_order
), conversions as (
    -- Events in a row that reach the goal are numbered as the first of them, so that their values are one value.
    select
        person_no, path_no, min(ticks) as ticks, coalesce(sum(value), 0) as value, min(occurred_on) as ended_on
    from (
        select
            person_no, ticks, value, occurred_on,
            conversions_before - case when $run_folded and reached_before then 1 else 0 end as path_no
        from touch_paths
        where reaches
    ) as goals
    group by person_no, path_no
), path_ends as (
    select person_no, conversions_before as path_no, max(ticks) as ticks, max(occurred_on) as ended_on
    from touch_paths
    where not reaches
    group by person_no, conversions_before
), contacts as (
    select
        touch_paths.person_no as person_no, place, conversions_before as path_no, event_number,
        coalesce(conversions.ticks, path_ends.ticks) - touch_paths.ticks as before_end,
        conversions.person_no is not null as is_converted, conversions.value as value,
        coalesce(conversions.ended_on, path_ends.ended_on) as ended_on
    from touch_paths
    join path_ends on path_ends.person_no = touch_paths.person_no and path_ends.path_no = conversions_before
    left join conversions on conversions.person_no = touch_paths.person_no and conversions.path_no = conversions_before
    where not reaches
), touches as (
    select
        person_no, place, path_no, before_end, is_converted, value,
        row_number() over (partition by person_no, path_no order by event_number) as number,
        count(*) over (partition by person_no, path_no) as touches
    from contacts
    where before_end <= $lookback::bigint and ($ends_since::date is null or ended_on >= $ends_since::date)
    union all
    select conversions.person_no, '(nothing before)', conversions.path_no, 0, true, conversions.value, 1, 1
    from conversions
    left join contacts on contacts.person_no = conversions.person_no and contacts.path_no = conversions.path_no
        and before_end <= $lookback::bigint
    where contacts.person_no is null and ($ends_since::date is null or conversions.ended_on >= $ends_since::date)
)
