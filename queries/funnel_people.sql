-- Who entered a funnel, how far did they get, and when?
-- One row per person who entered: person_no, reached, latest, channel, touchpoint, entered_on, moment_1, moment_2, moment_3, moment_4,
-- moment_5, moment_6, moment_7, moment_8, moment_9, moment_10.
-- The moments are of the counted attempt: the earliest one that completes the person's deepest step, of those the latest start, its
-- events the earliest possible; null beyond the step reached. latest is when the person's latest attempt began; channel, touchpoint and
-- entered_on are of the event that opened the counted one, of several at that instant the last.
-- uses: _step_numbers, _attempts
-- params: in_any_order
with back_11 as (
    select attempts.person_no as person_no, step, ticks, least_at, counted.start as start, reached, 0 as earliest_11
    from attempts join counted on counted.person_no = attempts.person_no and counted.start = attempts.start
    where step <= reached
), back_10 as (
    select
        *,
        min(case when step = 10 and ticks >= earliest_11 then ticks end) over of_person as moment_10,
        coalesce(min(case when step = 10 and ticks >= earliest_11 then least_at end) over of_person, 0) as earliest_10
    from back_11
    window of_person as (partition by person_no)
), back_9 as (
    select
        *,
        min(case when step = 9 and ticks >= earliest_10 then ticks end) over of_person as moment_9,
        coalesce(min(case when step = 9 and ticks >= earliest_10 then least_at end) over of_person, 0) as earliest_9
    from back_10
    window of_person as (partition by person_no)
), back_8 as (
    select
        *,
        min(case when step = 8 and ticks >= earliest_9 then ticks end) over of_person as moment_8,
        coalesce(min(case when step = 8 and ticks >= earliest_9 then least_at end) over of_person, 0) as earliest_8
    from back_9
    window of_person as (partition by person_no)
), back_7 as (
    select
        *,
        min(case when step = 7 and ticks >= earliest_8 then ticks end) over of_person as moment_7,
        coalesce(min(case when step = 7 and ticks >= earliest_8 then least_at end) over of_person, 0) as earliest_7
    from back_8
    window of_person as (partition by person_no)
), back_6 as (
    select
        *,
        min(case when step = 6 and ticks >= earliest_7 then ticks end) over of_person as moment_6,
        coalesce(min(case when step = 6 and ticks >= earliest_7 then least_at end) over of_person, 0) as earliest_6
    from back_7
    window of_person as (partition by person_no)
), back_5 as (
    select
        *,
        min(case when step = 5 and ticks >= earliest_6 then ticks end) over of_person as moment_5,
        coalesce(min(case when step = 5 and ticks >= earliest_6 then least_at end) over of_person, 0) as earliest_5
    from back_6
    window of_person as (partition by person_no)
), back_4 as (
    select
        *,
        min(case when step = 4 and ticks >= earliest_5 then ticks end) over of_person as moment_4,
        coalesce(min(case when step = 4 and ticks >= earliest_5 then least_at end) over of_person, 0) as earliest_4
    from back_5
    window of_person as (partition by person_no)
), back_3 as (
    select
        *,
        min(case when step = 3 and ticks >= earliest_4 then ticks end) over of_person as moment_3,
        coalesce(min(case when step = 3 and ticks >= earliest_4 then least_at end) over of_person, 0) as earliest_3
    from back_4
    window of_person as (partition by person_no)
), back_2 as (
    select
        *,
        min(case when step = 2 and ticks >= earliest_3 then ticks end) over of_person as moment_2,
        coalesce(min(case when step = 2 and ticks >= earliest_3 then least_at end) over of_person, 0) as earliest_2
    from back_3
    window of_person as (partition by person_no)
), back_1 as (
    select
        *,
        min(case when step = 1 and ticks >= earliest_2 then ticks end) over of_person as moment_1,
        coalesce(min(case when step = 1 and ticks >= earliest_2 then least_at end) over of_person, 0) as earliest_1
    from back_2
    window of_person as (partition by person_no)
), moments as (
    select
        person_no, min(start) as start, min(reached) as reached,
        min(moment_1) as moment_1,
        min(moment_2) as moment_2,
        min(moment_3) as moment_3,
        min(moment_4) as moment_4,
        min(moment_5) as moment_5,
        min(moment_6) as moment_6,
        min(moment_7) as moment_7,
        min(moment_8) as moment_8,
        min(moment_9) as moment_9,
        min(moment_10) as moment_10
    from back_1
    group by person_no
), openers as (
    select
        moments.person_no as person_no, channel, touchpoint, occurred_on,
        row_number() over (partition by moments.person_no order by event_no desc) as place
    from moments
    join filtered_steps on filtered_steps.person_no = moments.person_no and filtered_steps.ticks = moments.start
    where in_period and (step = 1 or $in_any_order::boolean)
), latest as (
    select person_no, max(ticks) as latest
    from filtered_steps
    where in_period and (step = 1 or $in_any_order::boolean)
    group by person_no
)
select
    moments.person_no as person_no, reached, latest, channel, touchpoint, occurred_on as entered_on,
    moment_1, moment_2, moment_3, moment_4, moment_5, moment_6, moment_7, moment_8, moment_9, moment_10
from moments
join openers on openers.person_no = moments.person_no and openers.place = 1
join latest on latest.person_no = moments.person_no
order by person_no
