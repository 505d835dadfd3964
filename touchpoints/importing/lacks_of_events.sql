-- What do the events of a file lack?
-- One row: events, events without a channel, events without a touchpoint, events after today, whether every event is at midnight.
with clocks as (
    select instant + to_minutes(offset_minutes) as moment, channel, touchpoint from loadable_events
)
select
    count(*), count(*) filter (channel = '(unknown)'), count(*) filter (touchpoint = '(unknown)'),
    count(*) filter (moment > current_date + interval 2 day), coalesce(bool_and(moment = date_trunc('day', moment)), false)
from clocks
