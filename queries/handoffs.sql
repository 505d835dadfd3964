-- Of the people who went from one place to another, or stayed, before the goal: how many reached it afterwards?
-- One row per pair of places that follow each other: origin, destination, people, converted.
-- A person counts once in a pair. The event that reaches the goal may itself be the destination.
-- uses: _paths
with neighbours as (
    select
        person_no, lag(place) over (partition by person_no order by step) as origin, place as destination,
        max(case when is_goal then 1 else 0 end) over (partition by person_no) as converted
    from paths
), once as (
    select distinct person_no, origin, destination, converted from neighbours where origin is not null
)
select origin, destination, count(*) as people, cast(sum(converted) as bigint) as converted
from once
group by origin, destination
order by people desc, origin, destination
