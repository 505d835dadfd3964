-- How do people score each question, overall or by channel, stage or touchpoint?
-- One row per question and group: question_no, question, measure, low, high, best, place, n, mean, deviation, promoters,
-- detractors, top_two.
-- place is the group ('' where $over is null); deviation is the sample's standard deviation; top_two counts the two highest
-- boxes of the scale (the two lowest where these are the good ones), whose top is the highest score given where the file does not say it.
-- uses: _filtered_answers
-- params: over
with scored as (
    select
        question_no, question, measure, low, coalesce(high, max(score) over (partition by question_no)) as high, best, score,
        case $over when 'channel' then channel when 'stage' then stage when 'touchpoint' then touchpoint else '' end as place
    from filtered_answers
    where score is not null
)
select
    question_no, question, measure, low, high, best, place, count(*) as n, avg(score) as mean, stddev_samp(score) as deviation,
    cast(sum(case when score >= 9 then 1 else 0 end) as bigint) as promoters,
    cast(sum(case when score < 7 then 1 else 0 end) as bigint) as detractors,
    cast(sum(case
        when best = 'low' then case when score < low + 2 then 1 else 0 end
        when score > high - 2 then 1 else 0
    end) as bigint) as top_two
from scored
group by question_no, question, measure, low, high, best, place
order by question_no, place
