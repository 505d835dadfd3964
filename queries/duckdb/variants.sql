-- Which paths do most people take, and how many of those who take one reach the goal right after it?
-- One row per path: step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10, step_11, step_12, is_longer, people,
-- converted, everybody.
-- A path is two words of six steps, ten bits a step: at most 1,022 places, so more must be kept as "(other)".
-- uses: _paths
-- params: most
with path_of_person as (
    select
        person_no,
        bit_or(case when step between 1 and 6 and not is_goal then place_no << (10 * (step - 1))::integer else 0 end) as word_1,
        bit_or(case when step between 7 and 12 and not is_goal then place_no << (10 * (step - 7))::integer else 0 end) as word_2,
        bool_or(step > 12 and not is_goal) as is_longer,
        bool_or(is_goal) as is_converted
    from paths
    group by person_no
), counted_words as (
    select word_1, word_2, is_longer, count(*) as people, count(*) filter (is_converted) as converted
    from path_of_person
    group by word_1, word_2, is_longer
), counted_paths as (
    select
        place_1.place as step_1,
        place_2.place as step_2,
        place_3.place as step_3,
        place_4.place as step_4,
        place_5.place as step_5,
        place_6.place as step_6,
        place_7.place as step_7,
        place_8.place as step_8,
        place_9.place as step_9,
        place_10.place as step_10,
        place_11.place as step_11,
        place_12.place as step_12,
        is_longer, people, converted, (sum(people) over ())::bigint as everybody
    from counted_words
    left join path_places as place_1 on place_1.place_no = (word_1 >> 0) & 1023
    left join path_places as place_2 on place_2.place_no = (word_1 >> 10) & 1023
    left join path_places as place_3 on place_3.place_no = (word_1 >> 20) & 1023
    left join path_places as place_4 on place_4.place_no = (word_1 >> 30) & 1023
    left join path_places as place_5 on place_5.place_no = (word_1 >> 40) & 1023
    left join path_places as place_6 on place_6.place_no = (word_1 >> 50) & 1023
    left join path_places as place_7 on place_7.place_no = (word_2 >> 0) & 1023
    left join path_places as place_8 on place_8.place_no = (word_2 >> 10) & 1023
    left join path_places as place_9 on place_9.place_no = (word_2 >> 20) & 1023
    left join path_places as place_10 on place_10.place_no = (word_2 >> 30) & 1023
    left join path_places as place_11 on place_11.place_no = (word_2 >> 40) & 1023
    left join path_places as place_12 on place_12.place_no = (word_2 >> 50) & 1023
)
select step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10, step_11, step_12, is_longer, people, converted, everybody
from counted_paths
order by people desc, step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10, step_11, step_12, is_longer
limit $most
