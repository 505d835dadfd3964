-- What did respondents choose, question by question?
-- One row per question and choice: question, choice, people (respondents who chose it), respondents (who chose anything there), place (1 = most chosen).
-- A question with more different answers than 40 is no choice but a list of texts, and is left out.
-- uses: _filtered_choices
with counted as (
    select question, choice, count(distinct respondent) as people from filtered_choices group by question, choice
), asked as (
    select question, count(distinct respondent) as respondents, count(distinct choice) as different, min(first_place) as first_place
    from filtered_choices
    group by question
)
select
    counted.question as question, choice, people, respondents,
    row_number() over (partition by counted.question order by people desc, choice) as place
from counted join asked on asked.question = counted.question
where different <= 40
order by first_place, counted.question, place
