-- Of the people who met a place before the goal, and of all people, how many reached the goal?
-- One row per place: place, people, converted, everybody, everybody_converted.
-- A person met a place before the goal where the contact comes before their first event that reaches it, or where none does.
-- uses: _paths
with walked as materialized (
    select person_no, place_no, is_goal, step from paths
), once as not materialized (
    select person_no, place_no from walked where not is_goal group by all
), converts as (
    select person_no as convert_no from walked where is_goal
), totals as (
    select
        (select count(*) from walked where step = 1) as everybody,
        (select count(*) from converts) as everybody_converted
), met as (
    select place_no, count(*) as people, count(convert_no) as converted
    from once left join converts on convert_no = person_no
    group by place_no
)
select place, people, converted, everybody, everybody_converted
from met join path_places using (place_no) cross join totals
order by people desc, place
