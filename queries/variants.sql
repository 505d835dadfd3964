-- Which paths do most people take, and how many of those who take one reach the goal right after it?
-- One row per path: step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10, step_11, step_12, is_longer, people,
-- converted, everybody.
-- A path is the journey up to the goal, or to its end for who never reaches it; without a goal the whole journey. Paths that are
-- longer than twelve steps are one where the first twelve agree. everybody counts the people of all paths; $people, where it is bound,
-- are the only ones that are looked at.
-- uses: _paths
-- params: most, people
with path_of_person as (
    select
        person_no,
        max(case when step = 1 and not is_goal then place end) as step_1,
        max(case when step = 2 and not is_goal then place end) as step_2,
        max(case when step = 3 and not is_goal then place end) as step_3,
        max(case when step = 4 and not is_goal then place end) as step_4,
        max(case when step = 5 and not is_goal then place end) as step_5,
        max(case when step = 6 and not is_goal then place end) as step_6,
        max(case when step = 7 and not is_goal then place end) as step_7,
        max(case when step = 8 and not is_goal then place end) as step_8,
        max(case when step = 9 and not is_goal then place end) as step_9,
        max(case when step = 10 and not is_goal then place end) as step_10,
        max(case when step = 11 and not is_goal then place end) as step_11,
        max(case when step = 12 and not is_goal then place end) as step_12,
        max(case when step > 12 and not is_goal then 1 else 0 end) = 1 as is_longer,
        max(case when is_goal then 1 else 0 end) as converted
    from paths
    where $people::bigint[] is null or person_no in (select unnest($people::bigint[]))
    group by person_no
), counted_paths as (
    select
        step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10, step_11, step_12, is_longer,
        count(*) as people, cast(sum(converted) as bigint) as converted
    from path_of_person
    group by step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10, step_11, step_12, is_longer
)
select
    step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10, step_11, step_12, is_longer,
    people, converted, cast(sum(people) over () as bigint) as everybody
from counted_paths
order by people desc, step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10, step_11, step_12, is_longer
limit $most
