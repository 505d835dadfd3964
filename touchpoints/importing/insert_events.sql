-- Fill incoming_events with the rows that are not refused.
insert into incoming_events
select person, instant, offset_minutes, channel, touchpoint, stage, value
from typed_events where fault is null
