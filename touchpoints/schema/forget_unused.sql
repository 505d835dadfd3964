-- Take out of `previous` what nothing refers to any more, once something was taken out.
create temp table kinds_left as select kind, count(*) as events from previous.event_keys group by kind;
delete from previous.kinds where kind not in (select kind from kinds_left);
update previous.kinds set events = left_over.events from kinds_left as left_over where left_over.kind = kinds.kind;
delete from previous.people where person_no not in (
    select key >> time_bits from previous.event_keys cross join previous.layout
    union select person_no from previous.answers where person_no is not null
    union select person_no from previous.choices where person_no is not null
);
delete from previous.questions where question_no not in (select question_no from previous.answers);
delete from previous.stages
where stage not in (select stage from previous.kinds union select stage from previous.answers union select stage from previous.choices);
drop table kinds_left;
