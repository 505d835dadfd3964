-- How do people score each question, by the touchpoint they were at?
-- One row per question and touchpoint: question_no, question, measure, low, high, best, place, n, mean, deviation, promoters,
-- detractors, top_two.
-- place is the touchpoint that the answer names, else the last contact in the 30 days before; answers without either are left out.
-- uses: _placed_answers, _scored
with located as (
    select
        question_no, question, measure, low, coalesce(high, max(score) over (partition by question_no)) as high, best, score,
        contact as place
    from scored
    join placed_answers on placed_answers.import_no = scored.import_no and placed_answers.respondent_row = scored.respondent_row
    where contact <> ''
)
select
    question_no, question, measure, low, high, best, place, count(*) as n, avg(score) as mean, stddev_samp(score) as deviation,
    cast(sum(case when score >= 9 then 1 else 0 end) as bigint) as promoters,
    cast(sum(case when score < 7 then 1 else 0 end) as bigint) as detractors,
    cast(sum(case
        when best = 'low' then case when score < low + 2 then 1 else 0 end
        when score > high - 2 then 1 else 0
    end) as bigint) as top_two
from located
group by question_no, question, measure, low, high, best, place
order by question_no, place
