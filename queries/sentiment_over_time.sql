-- How do the comments of each day, week or month feel?
-- One row per period and label: place, label, comments.
-- place is the first day of the period; weeks begin on Monday. Comments without a date are left out.
-- uses: _filtered_answers
-- params: unit
with dated as (
    select
        cast(
            case $unit
                when 'month' then date_trunc('month', answered_at) when 'week' then date_trunc('week', answered_at)
                else date_trunc('day', answered_at)
            end as date
        ) as place,
        coalesce(label, 'no_evidence') as label
    from filtered_answers
    where comment is not null and comment <> '' and answered_at is not null
)
select place, label, count(*) as comments
from dated
group by place, label
order by place, label
