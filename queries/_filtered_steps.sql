-- The events that match a step of a funnel, once for each step that they match.
-- One row per event and step: event_no, person_no, ticks, channel, touchpoint, occurred_on, in_period, mask, step, least_start, least_at,
-- broken_after.
-- The days select the events that may OPEN an attempt (with $inside every event). mask has bit k - 1 set where the event matches step k.
-- An attempt may go on with this event if it began at least_start or later and was at the step before at least_at or later: later than
-- the windows allow, the last place of $without strictly before this event, and, $strictly, the person's moment before this one.
-- broken_after is the next place of $without strictly after this event (null for none).
-- uses: _step_numbers
-- params: channels, stages, since, until, window, gaps, strictly, in_any_order, without, inside, step_1, step_2, step_3, step_4, step_5,
-- params: step_6, step_7, step_8, step_9, step_10
dated_events as (
    select
        event_no, person_no, ticks, channel, touchpoint, occurred_on,
        ['touchpoint:' || touchpoint, 'stage:' || stage, 'channel:' || channel] as places,
        ($since::date is null or occurred_on >= $since::date) and ($until::date is null or occurred_on <= $until::date) as in_period
    from events
    where ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], stage))
), surrounded_events as (
    select
        event_no, person_no, ticks, channel, touchpoint, occurred_on, places, in_period,
        max(ticks) over earlier as moment_before,
        max(case when list_has_any($without::varchar[], places) then ticks end) over earlier as broken_before,
        min(case when list_has_any($without::varchar[], places) then ticks end) over later as broken_after
    from dated_events
    where in_period or not $inside::boolean
    window
        earlier as (partition by person_no order by ticks range between unbounded preceding and 1 preceding),
        later as (partition by person_no order by ticks range between 1 following and unbounded following)
), masked_events as (
    select
        event_no, person_no, ticks, channel, touchpoint, occurred_on, in_period, moment_before, broken_before, broken_after,
        case when (in_period or $in_any_order::boolean) and list_has_any($step_1::varchar[], places) then 1 else 0 end
        + case when list_has_any($step_2::varchar[], places) then 2 else 0 end
        + case when list_has_any($step_3::varchar[], places) then 4 else 0 end
        + case when list_has_any($step_4::varchar[], places) then 8 else 0 end
        + case when list_has_any($step_5::varchar[], places) then 16 else 0 end
        + case when list_has_any($step_6::varchar[], places) then 32 else 0 end
        + case when list_has_any($step_7::varchar[], places) then 64 else 0 end
        + case when list_has_any($step_8::varchar[], places) then 128 else 0 end
        + case when list_has_any($step_9::varchar[], places) then 256 else 0 end
        + case when list_has_any($step_10::varchar[], places) then 512 else 0 end
        as mask
    from surrounded_events
), filtered_steps as (
    select
        event_no, person_no, ticks, channel, touchpoint, occurred_on, in_period, mask, step, broken_after,
        greatest(coalesce(ticks - $window::bigint, 0), coalesce(broken_before, 0)) as least_start,
        greatest(
            coalesce(ticks - list_extract($gaps::bigint[], step), 0),
            case when $strictly::boolean then coalesce(moment_before, 0) else 0 end
        ) as least_at
    from masked_events cross join step_numbers
    where mask // power % 2 = 1
)
