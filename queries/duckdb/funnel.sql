-- How many people reach each step of a funnel, in order?
-- One row per step that somebody reached: step, people.
-- Whoever reaches a step has reached the ones before it, so the first times of a step are its people.
-- uses: _attempts
with first_times as (
    select step from attempts where is_first
)
select step, count(*) as people
from first_times
group by step
order by step
