-- Keep what was wrong in a file of answers: a row is refused where no answer is left of it.
insert into faults
with answered as (
    select row_no from typed_scores where fault is null
    union
    select row_no from typed_respondents where comment is not null
    union
    select row_no from typed_texts
    union
    select row_no from typed_choices
), wrong as (
    select row_no, place, fault from typed_scores where fault is not null
), silent as (
    select row_no from typed_respondents anti join answered using (row_no)
), together as (
    select row_no, place, fault, row_no in (select row_no from silent) as refused from wrong
    union all
    select row_no, null, 'no_answer', true from silent anti join wrong using (row_no)
    union all
    select row_no, 'answered_at', 'date_kept', false from typed_respondents semi join answered using (row_no) where date_fault
)
select row_no, coalesce(column_name, ''), reasons.reason, refused
from together join reasons using (fault) left join columns_of using (place)
