-- Of the people who met a place before the goal, and of all people, how many reached the goal?
-- One row per place: place, people, converted, everybody, everybody_converted.
-- A person met a place before the goal where the contact comes before their first event that reaches it, or where none does.
-- uses: _paths
with once as (
    select distinct person_no, place from paths where not is_goal
), outcomes as (
    select person_no, max(case when is_goal then 1 else 0 end) as converted from paths group by person_no
), totals as (
    select count(*) as everybody, cast(coalesce(sum(converted), 0) as bigint) as everybody_converted from outcomes
)
select place, count(*) as people, cast(sum(converted) as bigint) as converted, everybody, everybody_converted
from once join outcomes on outcomes.person_no = once.person_no cross join totals
group by place, everybody, everybody_converted
order by people desc, place
