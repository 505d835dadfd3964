-- How many people and events are there, and from when to when?
-- One row per workspace: events, people, since, until.
-- uses: _filtered_events
with totals as (
    select count(*) as events, count(distinct person_no) as people, min(occurred_on) as since, max(occurred_on) as until
    from filtered_events
)
select events, people, since, until
from totals
order by events
