-- Fill incoming_answers from typed_respondents, typed_scores, typed_texts and `commented` (row_no, comment, language, sentiment, label), and
-- incoming_choices from typed_choices.
-- The comment goes with the first question that was answered; alone it is an answer to a question of its own, and so is every further one.
insert into incoming_answers
with scored as (
    select *, row_number() over (partition by row_no order by place) as answer_of_row
    from typed_scores where fault is null
), said as (
    select
        people.row_no, place, coalesce(question, getvariable('comment_question')) as question, coalesce(measure, 'comment') as measure,
        low, high, score, case when coalesce(answer_of_row, 1) = 1 then comment end as comment
    from typed_respondents as people left join scored on scored.row_no = people.row_no
    where scored.row_no is not null or comment is not null
    union all
    select row_no, place, question, 'comment', null, null, null, comment from typed_texts
)
select
    getvariable('import_no'), said.row_no, person, instant, offset_minutes, channel, touchpoint, stage,
    question, measure, low, high, score, said.comment, language, sentiment, label
from said anti join known_rows on known_rows.row_no = said.row_no
join typed_respondents as people on people.row_no = said.row_no
left join commented on commented.row_no = said.row_no and commented.comment = said.comment
order by said.row_no, place;

insert into incoming_choices
select getvariable('import_no'), row_no, person, instant, offset_minutes, channel, touchpoint, stage, question, choice
from typed_choices join typed_respondents using (row_no) anti join known_rows using (row_no)
order by row_no, place;
