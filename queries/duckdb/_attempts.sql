-- The attempts of each person at a funnel: which start reached which step first, and when.
-- One row per start that reached a step: person_no, step, ticks, start (its ticks), is_first (for its person, at this step).
-- The portable form says the same of every event; this one keeps the first event of each start and step.
-- uses: _walk_first, _walk_second
-- params: time_bits
attempts as not materialized (
    select
        key >> $time_bits as person_no, step::integer as step, key & ((1::bigint << $time_bits) - 1) as ticks,
        start & ((1::bigint << $time_bits) - 1) as start, is_first
    from (select * from first_half union all select * from second_half)
), counted as (
    select person_no, max(step) as reached, max_by(start, step) as start
    from attempts
    where is_first
    group by person_no
)
