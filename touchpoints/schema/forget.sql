-- Take out of `previous` what the imports in the session variable `forgotten` hold of the days from `forgotten_since` to
-- `forgotten_until` (both NULL: everything, the imports themselves included), then whatever nothing refers to any more.
set variable forgets_all = getvariable('forgotten_since') is null;

create temp view forgotten_events as
select event_no from previous.events join previous.event_keys on event_keys.rowid = event_no
where list_contains(getvariable('forgotten'), import_no)
    and (getvariable('forgets_all') or occurred_at::date between getvariable('forgotten_since') and getvariable('forgotten_until'));

create temp table forgotten_answers as
select answer_no from previous.answers
where list_contains(getvariable('forgotten'), import_no)
    and (getvariable('forgets_all') or answered_at::date between getvariable('forgotten_since') and getvariable('forgotten_until'));

delete from previous.event_keys where rowid in (select event_no from forgotten_events);
delete from previous.answer_themes where answer_no in (select answer_no from forgotten_answers);
delete from previous.answers where answer_no in (select answer_no from forgotten_answers);
delete from previous.choices
where list_contains(getvariable('forgotten'), import_no)
    and (getvariable('forgets_all') or answered_at::date between getvariable('forgotten_since') and getvariable('forgotten_until'));
delete from previous.figures
where list_contains(getvariable('forgotten'), import_no)
    and (getvariable('forgets_all') or day between getvariable('forgotten_since') and getvariable('forgotten_until'));
delete from previous.refused_rows where getvariable('forgets_all') and list_contains(getvariable('forgotten'), import_no);
delete from previous.imports where getvariable('forgets_all') and list_contains(getvariable('forgotten'), import_no);

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

drop view forgotten_events;
drop table forgotten_answers;
drop table kinds_left;
