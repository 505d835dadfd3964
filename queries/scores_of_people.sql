-- How do some people score each question?
-- One row per question that one of them scored: question_no, question, measure, low, high, best, place, n, mean, deviation, promoters,
-- detractors, top_two.
-- The columns are those of scores.sql, place is ''; the top of a scale that the file does not say is the highest score of everybody.
-- uses: _filtered_answers
-- params: people
with scored as (
    select
        person_no, question_no, question, measure, low, coalesce(high, max(score) over (partition by question_no)) as high, best, score
    from filtered_answers
    where score is not null
)
select
    question_no, question, measure, low, high, best, '' as place, count(*) as n, avg(score) as mean, stddev_samp(score) as deviation,
    cast(sum(case when score >= 9 then 1 else 0 end) as bigint) as promoters,
    cast(sum(case when score < 7 then 1 else 0 end) as bigint) as detractors,
    cast(sum(case
        when best = 'low' then case when score < low + 2 then 1 else 0 end
        when score > high - 2 then 1 else 0
    end) as bigint) as top_two
from scored
where person_no in (select unnest($people::bigint[]))
group by question_no, question, measure, low, high, best
order by question_no
