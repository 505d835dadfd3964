-- How much of the conversions does each model credit to each place?
-- One row per block of people and place: block, place, first_touch, last_touch, linear, position_based, decay.
-- Each model's credits sum to the number of conversions, or to their value where $by_value. position_based: 40 % to the first
-- contact, 40 % to the last, the rest to those between (two contacts: half each). decay: 2 to the minus time over $half_life.
-- A block is person_no modulo $blocks, so that people can be drawn anew without asking again.
-- uses: _touches
-- params: by_value, half_life, blocks
with converting as not materialized (
    select person_no, place_no, end_row, from_end, pow(2.0, -before_end / $half_life::double) as recency
    from touches
    where is_converted
), path_sizes as (
    select end_row, count(*) as touches, sum(recency) as recencies from converting group by end_row
), weights as (
    select
        end_row, person_no, coalesce(touches, 0) as touches, recencies, case when $by_value then value else 1 end as weight
    from conversions left join path_sizes using (end_row)
), credits as not materialized (
    select
        converting.person_no % $blocks::bigint as block, place_no,
        case when from_end = touches then weight else 0 end as first_touch,
        case when from_end = 1 then weight else 0 end as last_touch,
        weight / touches as linear,
        weight * case
            when touches = 1 then 1
            when touches = 2 then 0.5
            when from_end = 1 or from_end = touches then 0.4
            else 0.2 / (touches - 2) end as position_based,
        weight * recency / recencies as decay
    from converting join weights using (end_row)
    union all
    select person_no % $blocks::bigint, 0, weight, weight, weight, weight, weight
    from weights
    where touches = 0
), totals as (
    select
        block, place_no, sum(first_touch) as first_touch, sum(last_touch) as last_touch, sum(linear) as linear,
        sum(position_based) as position_based, sum(decay) as decay
    from credits
    group by block, place_no
)
select block, place, first_touch, last_touch, linear, position_based, decay
from totals join touch_places using (place_no)
order by block, place
