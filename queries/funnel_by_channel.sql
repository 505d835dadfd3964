-- How many people of each channel reach each step of a funnel?
-- One row per channel and step: channel, step, people.
-- A person belongs to the channel of the event that opened the counted attempt (of several at that instant, the last one), so
-- the channels add up to the funnel.
-- uses: _step_numbers, _attempts
with openers as (
    select
        counted.person_no as person_no, reached, channel,
        row_number() over (partition by counted.person_no order by event_no desc) as place
    from counted
    join filtered_steps on filtered_steps.person_no = counted.person_no and filtered_steps.ticks = counted.start
    where step = 1
)
select channel, numbers.step as step, count(*) as people
from openers join step_numbers as numbers on numbers.step <= openers.reached
where place = 1
group by channel, numbers.step
order by channel, step
