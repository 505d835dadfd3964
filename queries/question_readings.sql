-- Which questions are read in another way than their wording says?
-- One row per such question: question, measure, joined_as, best.
-- joined_as is the question that it is counted with, best the end of the scale ('high' or 'low') that is the good one; either may be null.
with kept as (
    select question, measure, joined_as, best from question_readings
)
select question, measure, joined_as, best
from kept
order by question, measure
