-- How many respondents have a place on the journey, and why have the others none?
-- One row per way that occurs: matched, respondents.
-- matched is 'named' or 'before' for those that have, 'no person', 'no date' or 'no contact' for those that have not.
-- uses: _placed_answers
with counted as (
    select matched, count(*) as respondents from placed_answers group by matched
)
select matched, respondents
from counted
order by respondents desc, matched
