-- Take out of `previous` what the imports in the session variable `forgotten` (NULL: all of them) hold of the days from `forgotten_since` to
-- `forgotten_until` (both NULL: everything, the imports themselves included).
set variable forgets_all = getvariable('forgotten_since') is null;

create temp view forgotten_events as
select event_no from previous.events join previous.event_keys on event_keys.rowid = event_no
where (getvariable('forgotten') is null or list_contains(getvariable('forgotten'), import_no))
    and (getvariable('forgets_all') or occurred_at::date between getvariable('forgotten_since') and getvariable('forgotten_until'));

create temp table forgotten_answers as
select answer_no from previous.answers
where (getvariable('forgotten') is null or list_contains(getvariable('forgotten'), import_no))
    and (getvariable('forgets_all') or answered_at::date between getvariable('forgotten_since') and getvariable('forgotten_until'));

delete from previous.event_keys where rowid in (select event_no from forgotten_events);
delete from previous.answer_themes where answer_no in (select answer_no from forgotten_answers);
delete from previous.answers where answer_no in (select answer_no from forgotten_answers);
delete from previous.choices
where (getvariable('forgotten') is null or list_contains(getvariable('forgotten'), import_no))
    and (getvariable('forgets_all') or answered_at::date between getvariable('forgotten_since') and getvariable('forgotten_until'));
delete from previous.figures
where (getvariable('forgotten') is null or list_contains(getvariable('forgotten'), import_no))
    and (getvariable('forgets_all') or since between getvariable('forgotten_since') and getvariable('forgotten_until'));
delete from previous.refused_rows where getvariable('forgets_all') and (getvariable('forgotten') is null or list_contains(getvariable('forgotten'), import_no));
delete from previous.imports where getvariable('forgets_all') and (getvariable('forgotten') is null or list_contains(getvariable('forgotten'), import_no));

drop view forgotten_events;
drop table forgotten_answers;
