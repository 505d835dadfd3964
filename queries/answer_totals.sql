-- How many answers, comments and people who answered are there?
-- One row per workspace: answers, comments, respondents.
-- A respondent is a person where the file names them, else one row of the file.
-- uses: _filtered_answers
with named as (
    select comment, person_no, case when person_no is null then import_no end as import_no,
        case when person_no is null then respondent_row end as respondent_row
    from filtered_answers
), counts as (
    select count(*) as answers, coalesce(sum(case when comment is not null and comment <> '' then 1 else 0 end), 0) as comments
    from named
), people_who_answered as (
    select count(*) as respondents from (select distinct person_no, import_no, respondent_row from named) as once
)
select answers, cast(comments as bigint) as comments, respondents
from counts cross join people_who_answered
order by answers
