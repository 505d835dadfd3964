-- Which steps of a funnel do the kinds of events match, and between which ticks do the days lie?
-- One row per kind that the filters leave: kind, mask, breaks, opens_at, closes_at, offset_minutes, channel, touchpoint.
-- mask has bit k - 1 set where the kind matches step k; breaks says that an attempt may not meet it. The days are those of the wall
-- clock of the kind; both ends are NULL without days.
-- uses: _filtered_places
-- params: since, until, without, step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10
with masked as (
    select
        kind, channel, touchpoint, offset_minutes,
        (list_has_any($step_1::varchar[], places)::integer
        + 2 * list_has_any($step_2::varchar[], places)::integer
        + 4 * list_has_any($step_3::varchar[], places)::integer
        + 8 * list_has_any($step_4::varchar[], places)::integer
        + 16 * list_has_any($step_5::varchar[], places)::integer
        + 32 * list_has_any($step_6::varchar[], places)::integer
        + 64 * list_has_any($step_7::varchar[], places)::integer
        + 128 * list_has_any($step_8::varchar[], places)::integer
        + 256 * list_has_any($step_9::varchar[], places)::integer
        + 512 * list_has_any($step_10::varchar[], places)::integer
        )::usmallint as mask,
        list_has_any($without::varchar[], places) as breaks,
        (date_diff('day', origin::date, $since::date) * 86400 - offset_minutes * 60) * ticks_per_second as opens_at,
        (date_diff('day', origin::date, $until::date) * 86400 + 86400 - offset_minutes * 60) * ticks_per_second as closes_at
    from filtered_places
)
select kind, mask, breaks, opens_at, closes_at, offset_minutes, channel, touchpoint
from masked
order by kind
