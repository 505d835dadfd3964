-- How do respondents who name a theme score each question?
-- One row per question and theme: question_no, question, measure, theme, n, mean, deviation.
-- theme '' are all the scores of the question; mean and deviation are of the value that a score adds to its question.
-- uses: _filtered_themes, _scored
with named as (
    select distinct import_no, respondent_row, theme from filtered_themes
), together as (
    select question_no, question, measure, '' as theme, value from scored
    union all
    select question_no, question, measure, theme, value
    from scored join named on named.import_no = scored.import_no and named.respondent_row = scored.respondent_row
)
select question_no, question, measure, theme, count(*) as n, avg(value) as mean, stddev_samp(value) as deviation
from together
group by question_no, question, measure, theme
order by question_no, theme
