-- From which day to which day do the events and answers go?
-- One row per workspace: since, until.
-- uses: _filtered_events, _filtered_answers
with days as (
    select min(occurred_on) as first_day, max(occurred_on) as last_day from filtered_events
    union all
    select min(cast(answered_at as date)), max(cast(answered_at as date)) from filtered_answers
)
select min(first_day) as since, max(last_day) as until
from days
order by 1
