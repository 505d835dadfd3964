-- Fill incoming_answers from typed_respondents, typed_scores and `commented` (row_no, language, sentiment, label).
-- The comment goes with the first question that was answered; alone it is an answer to a question of its own.
insert into incoming_answers
with scored as (
    select *, row_number() over (partition by row_no order by place) as answer_of_row
    from typed_scores where fault is null
)
select
    getvariable('import_no'), people.row_no, person, instant, offset_minutes, channel, touchpoint, stage,
    coalesce(question, getvariable('comment_question')),
    coalesce(measure, 'comment'),
    low, high, score,
    case when answer_of_row is null or answer_of_row = 1 then comment end,
    case when answer_of_row is null or answer_of_row = 1 then language end,
    case when answer_of_row is null or answer_of_row = 1 then sentiment end,
    case when answer_of_row is null or answer_of_row = 1 then label end
from typed_respondents as people
left join scored on scored.row_no = people.row_no
left join commented on commented.row_no = people.row_no
where scored.row_no is not null or comment is not null
order by people.row_no, place
