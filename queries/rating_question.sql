-- Which question do the ratings of a heatmap come from?
-- One row per rating question in use, so one or none: question, measure, low, high, best, answers, rating.
-- uses: _ratings
with used as (
    select question, measure, low, high, best, count(*) as answers, avg(score) as rating
    from ratings
    group by question, measure, low, high, best
)
select question, measure, low, high, best, answers, rating
from used
order by question
