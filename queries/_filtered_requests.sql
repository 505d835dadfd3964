-- The requests of people that the filters leave, each with the next reply to that person, whatever the filters say of replies.
-- One row per request: event_no, person_no, asked_at, hour, channel, touchpoint, stage, ticks, replied (in ticks, null while there is none).
-- $inbound and $outbound are touchpoints. What a person sends on before a reply belongs to the request that they wait for already.
-- Of one instant, what comes in stands before what goes out.
-- params: inbound, outbound, channels, stages, since, until
exchanges as (
    select
        event_no, person_no, occurred_at, occurred_on, hour, channel, touchpoint, stage, ticks,
        case when list_contains($inbound::varchar[], touchpoint) then 1 else 0 end as asks
    from events
    where list_contains($inbound::varchar[], touchpoint) or list_contains($outbound::varchar[], touchpoint)
), exchanges_in_order as (
    select
        *,
        lag(asks) over (partition by person_no order by ticks, asks desc, event_no) as asks_before,
        min(case when asks = 0 then ticks end) over (
            partition by person_no order by ticks, asks desc, event_no rows between current row and unbounded following
        ) as replied
    from exchanges
), filtered_requests as (
    select event_no, person_no, occurred_at as asked_at, hour, channel, touchpoint, stage, ticks, replied
    from exchanges_in_order
    where asks = 1 and (asks_before is null or asks_before = 0)
        and ($channels::varchar[] is null or list_contains($channels::varchar[], channel))
        and ($stages::varchar[] is null or list_contains($stages::varchar[], stage))
        and ($since::date is null or occurred_on >= $since::date)
        and ($until::date is null or occurred_on <= $until::date)
)
