-- What did one person do and say, in the order of time?
-- One row per event and answer: moment, kind, channel, touchpoint, stage, value, waited, question, measure, score, comment, label.
-- kind is "event" or "answer"; moment is the wall clock of the file, null for an answer without one; waited is in seconds since the
-- event before. Events of one instant stand in the order of their stages, answers after the events of their moment.
-- uses: _filtered_moments, _filtered_replies, _filtered_stages
-- params: ticks_per_second
with told as (
    select
        occurred_at as moment, 'event' as kind, channel, touchpoint, filtered_moments.stage as stage, value,
        (ticks - lag(ticks) over (order by ticks, position, event_no)) / $ticks_per_second::bigint as waited,
        cast(null as varchar) as question, cast(null as varchar) as measure, cast(null as double) as score,
        cast(null as varchar) as comment, cast(null as varchar) as label, 0 as place, ticks, position, event_no as number
    from filtered_moments left join filtered_stages on filtered_stages.stage = filtered_moments.stage
    union all
    select
        answered_at, 'answer', channel, touchpoint, stage, null, null, question, measure, score, comment, label, 1, 0, 0, answer_no
    from filtered_replies
)
select moment, kind, channel, touchpoint, stage, value, waited, question, measure, score, comment, label
from told
order by moment nulls last, place, ticks, position, number
