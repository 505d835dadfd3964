-- What goes with a high or low score of a question: ratings of touchpoints, other questions, how themes are spoken of?
-- One row per driver: kind, driver, n, performance, correlation.
-- kind is 'touchpoint' (what respondents there gave to the other questions, effort left out), 'question' or 'theme' (how they speak
-- of it). Each respondent counts once for a driver; the score is that of the same row of the file, else the mean of the same person.
-- performance is the mean from 0 (the worst of the scale) to 1; scores without a known scale are left out. Where the low end is the good
-- one, scores are turned.
-- uses: _placed_answers, _scored, _filtered_themes
-- params: question
with asked_about as (
    select import_no, respondent_row, person_no, case best when 'low' then -score else score end as turned
    from scored
    where question = $question
), overall_of_rows as (
    select import_no, respondent_row, avg(turned) as overall from asked_about group by import_no, respondent_row
), overall_of_people as (
    select person_no, avg(turned) as overall from asked_about where person_no is not null group by person_no
), overalls as (
    select
        respondents.import_no as import_no, respondents.respondent_row as respondent_row,
        coalesce(overall_of_rows.overall, overall_of_people.overall) as overall
    from respondents
    left join overall_of_rows
        on overall_of_rows.import_no = respondents.import_no and overall_of_rows.respondent_row = respondents.respondent_row
    left join overall_of_people on overall_of_people.person_no = respondents.person_no
), others as (
    select
        scored.import_no as import_no, scored.respondent_row as respondent_row, question, measure, contact,
        case best when 'low' then high - score else score - low end / (high - low) as position
    from scored
    join placed_answers on placed_answers.import_no = scored.import_no and placed_answers.respondent_row = scored.respondent_row
    where question <> $question and high > low
), observed as (
    select 'touchpoint' as kind, contact as driver, import_no, respondent_row, avg(position) as position
    from others
    where contact <> '' and measure <> 'ces'
    group by contact, import_no, respondent_row
    union all
    select 'question', question, import_no, respondent_row, avg(position)
    from others
    group by question, import_no, respondent_row
    union all
    select 'theme', theme, import_no, respondent_row, (avg(theme_sentiment) + 1) / 2
    from filtered_themes
    where theme_label <> 'no_evidence'
    group by theme, import_no, respondent_row
)
select kind, driver, count(*) as n, avg(position) as performance, corr(position, overall) as correlation
from observed
join overalls on overalls.import_no = observed.import_no and overalls.respondent_row = observed.respondent_row
where overall is not null
group by kind, driver
order by kind, n desc, driver
