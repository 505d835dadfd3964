-- How do people score each question in each day, week or month?
-- One row per question and period: question_no, question, measure, low, high, best, place, n, mean, deviation, promoters,
-- detractors, top_two.
-- place is the first day of the period; weeks begin on Monday. Answers without a date are left out; periods without answers have no row.
-- uses: _filtered_answers
-- params: unit
with dated as (
    select
        question_no, question, measure, low, coalesce(high, max(score) over (partition by question_no)) as high, best, score,
        cast(
            case $unit
                when 'month' then date_trunc('month', answered_at) when 'week' then date_trunc('week', answered_at)
                else date_trunc('day', answered_at)
            end as date
        ) as place
    from filtered_answers
    where score is not null and answered_at is not null
)
select
    question_no, question, measure, low, high, best, place, count(*) as n, avg(score) as mean, stddev_samp(score) as deviation,
    cast(sum(case when score >= 9 then 1 else 0 end) as bigint) as promoters,
    cast(sum(case when score < 7 then 1 else 0 end) as bigint) as detractors,
    cast(sum(case
        when best = 'low' then case when score < low + 2 then 1 else 0 end
        when score > high - 2 then 1 else 0
    end) as bigint) as top_two
from dated
group by question_no, question, measure, low, high, best, place
order by question_no, place
