-- How are the events packed into keys, and how many are there?
-- One row per workspace: time_bits, ticks_per_second, newest_ticks, origin, people, events, answers.
-- key = person_no << time_bits | ticks.
with packing as (
    select
        time_bits, ticks_per_second, newest_ticks, origin, (select count(*) from people) as people,
        (select count(*) from event_keys) as events, (select count(*) from survey_answers) as answers
    from layout
)
select time_bits, ticks_per_second, newest_ticks, origin, people, events, answers
from packing
order by events
