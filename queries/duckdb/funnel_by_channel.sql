-- How many people of each channel reach each step of a funnel?
-- One row per channel and step: channel, step, people.
-- A person belongs to the channel of the event that opened the counted attempt (of several at that instant, the last one: events
-- of one instant are kept in the order of their kinds), so the channels add up to the funnel.
-- uses: _step_numbers, _attempts
-- params: time_bits
with opening_keys as (
    select person_no << $time_bits | start as key, reached from counted
), openers as (
    select max(kind) as kind, any_value(reached) as reached
    from opening_keys join event_keys using (key) join step_kinds using (kind)
    where step = 1
    group by key
)
select channel, step_numbers.step as step, count(*) as people
from openers join kinds using (kind) join step_numbers on step_numbers.step <= openers.reached
group by channel, step_numbers.step
order by channel, step
