-- Of the people who first came in a month, how many came in each month since?
-- One row per month of first event and month: cohort, month, people.
-- Both are the first day of their month.
-- uses: _filtered_events
with active as (
    select distinct person_no, cast(date_trunc('month', occurred_on) as date) as month from filtered_events
), firsts as (
    select person_no, min(month) as cohort from active group by person_no
)
select cohort, month, count(*) as people
from active join firsts on firsts.person_no = active.person_no
group by cohort, month
order by cohort, month
