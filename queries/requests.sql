-- How long did people wait for a reply?
-- One row per request: channel, touchpoint, stage, asked_at, ticks, waited, watched.
-- waited is in seconds up to the reply, null while there is none; watched in seconds up to the newest event of the data.
-- uses: _filtered_requests, _filtered_layout
with timed as (
    select
        channel, touchpoint, stage, asked_at, ticks, event_no, (replied - ticks) / ticks_per_second as waited,
        (newest_ticks - ticks) / ticks_per_second as watched
    from filtered_requests cross join filtered_layout
)
select channel, touchpoint, stage, asked_at, ticks, waited, watched
from timed
order by ticks, event_no
