-- Of the people who went from one place to another, or stayed, before the goal: how many reached it afterwards?
-- One row per pair of places that follow each other: origin, destination, people, converted.
-- A person counts once in a pair. The event that reaches the goal may itself be the destination.
-- uses: _paths
with walked as materialized (
    select person_no, place_before, place_no, is_goal from paths
), once as not materialized (
    select person_no, place_before, place_no from walked where place_before is not null group by all
), converts as (
    select person_no as convert_no from walked where is_goal
), pairs as (
    select place_before, place_no, count(*) as people, count(convert_no) as converted
    from once left join converts on convert_no = person_no
    group by place_before, place_no
)
select origins.place as origin, destinations.place as destination, people, converted
from pairs
join path_places as origins on origins.place_no = place_before
join path_places as destinations on destinations.place_no = pairs.place_no
order by people desc, origin, destination
