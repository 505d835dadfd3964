-- How are the events packed into keys?
-- One row per workspace: time_bits, half_key.
-- key = person_no << time_bits | ticks; half_key is the first key of the second half of the people. Fast queries bind both, so that
-- they are constants to the planner.
with packing as (
    select time_bits, (select count(*) // 2 from people) << time_bits as half_key from layout
)
select time_bits, half_key
from packing
order by half_key
