-- How much of the conversions does each model credit to each place?
-- One row per block of people and place: block, place, first_touch, last_touch, linear, position_based, decay.
-- Each model's credits sum to the number of conversions, or to their value where $by_value. position_based: 40 % to the first
-- contact, 40 % to the last, the rest to those between (two contacts: half each). decay: 2 to the minus time over $half_life.
-- A block is person_no modulo $blocks, so that people can be drawn anew without asking again.
-- uses: _touches
-- params: by_value, half_life, blocks
with weighted as (
    select
        person_no, place, number, touches,
        case when $by_value then value else 1 end as weight,
        power(2.0, -before_end / $half_life::double) as recency,
        sum(power(2.0, -before_end / $half_life::double)) over (partition by person_no, path_no) as recencies
    from touches
    where is_converted
)
select
    person_no % $blocks::bigint as block, place,
    sum(case when number = 1 then weight else 0 end) as first_touch,
    sum(case when number = touches then weight else 0 end) as last_touch,
    sum(weight / touches) as linear,
    sum(weight * case
        when touches = 1 then 1
        when touches = 2 then 0.5
        when number in (1, touches) then 0.4
        else 0.2 / (touches - 2) end) as position_based,
    sum(weight * recency / recencies) as decay
from weighted
group by person_no % $blocks::bigint, place
order by block, place
