-- The events that match a step of a funnel, once for each step that they match.
-- One row per event and step: event_no, person_no, ticks, channel, mask, step.
-- The days select the events that may OPEN an attempt (step 1); the steps after it may be later. mask has bit k - 1 set where
-- the event matches step k.
-- uses: _step_numbers
-- params: channels, stages, since, until, over, step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10
placed_events as (
    select
        event_no, person_no, ticks, channel,
        case $over when 'stage' then stage when 'channel' then channel else touchpoint end as place,
        ($since::date is null or occurred_on >= $since::date) and ($until::date is null or occurred_on <= $until::date) as opens
    from events
    where ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], stage))
), masked_events as (
    select
        event_no, person_no, ticks, channel,
        case when opens and list_contains($step_1::varchar[], place) then 1 else 0 end
        + case when list_contains($step_2::varchar[], place) then 2 else 0 end
        + case when list_contains($step_3::varchar[], place) then 4 else 0 end
        + case when list_contains($step_4::varchar[], place) then 8 else 0 end
        + case when list_contains($step_5::varchar[], place) then 16 else 0 end
        + case when list_contains($step_6::varchar[], place) then 32 else 0 end
        + case when list_contains($step_7::varchar[], place) then 64 else 0 end
        + case when list_contains($step_8::varchar[], place) then 128 else 0 end
        + case when list_contains($step_9::varchar[], place) then 256 else 0 end
        + case when list_contains($step_10::varchar[], place) then 512 else 0 end
        as mask
    from placed_events
), filtered_steps as (
    select event_no, person_no, ticks, channel, mask, step
    from masked_events cross join step_numbers
    where mask // power % 2 = 1
)
