-- Which kinds of events match a step of a funnel, and between which ticks may they open an attempt?
-- One row per kind that matches a step: kind, step, opens_at, closes_at, channel.
-- The days select the events that may OPEN an attempt (step 1), on the wall clock; both ends are NULL without days. Steps do not
-- overlap here.
-- uses: _filtered_places
-- params: since, until, step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10
with numbered as (
    select
        kind, channel,
        case
            when list_contains($step_1::varchar[], place) then 1
            when list_contains($step_2::varchar[], place) then 2
            when list_contains($step_3::varchar[], place) then 3
            when list_contains($step_4::varchar[], place) then 4
            when list_contains($step_5::varchar[], place) then 5
            when list_contains($step_6::varchar[], place) then 6
            when list_contains($step_7::varchar[], place) then 7
            when list_contains($step_8::varchar[], place) then 8
            when list_contains($step_9::varchar[], place) then 9
            when list_contains($step_10::varchar[], place) then 10
        end::utinyint as step,
        (date_diff('day', origin::date, $since::date) * 86400 - offset_minutes * 60) * ticks_per_second as opens_at,
        (date_diff('day', origin::date, $until::date) * 86400 + 86400 - offset_minutes * 60) * ticks_per_second as closes_at
    from filtered_places
)
select kind, step, opens_at, closes_at, channel
from numbered
where step is not null
order by kind
