-- How many people reach each step of a funnel, in order?
-- One row per step that somebody reached: step, people.
-- A person counts once, at the deepest step of the best attempt; an attempt's events lie within the window of its first event.
-- uses: _step_numbers, _attempts
with reached_steps as (
    select step_numbers.step as step, person_no
    from counted join step_numbers on step_numbers.step <= counted.reached
)
select step, count(*) as people
from reached_steps
group by step
order by step
