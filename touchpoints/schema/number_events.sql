-- Keep the events of the view `arriving` (row_no, person, instant, offset_minutes, channel, touchpoint, stage, value, fault) that have
-- no fault in incoming_keys, by the numbers of their ids and words. Session variable: import_no (0 where nobody set it).
-- The answer of the last statement is how many.
insert into incoming_ids
select (select count(*) from incoming_ids) + row_number() over (), id
from (select distinct person as id from arriving where person is not null) anti join incoming_ids using (id);

insert into incoming_words
select (select count(*) from incoming_words) + row_number() over (), channel, touchpoint, stage
from (select distinct channel, touchpoint, stage from arriving) anti join incoming_words using (channel, touchpoint, stage);

insert into incoming_keys
select coalesce(getvariable('import_no'), 0), row_no, id_no, words_no, offset_minutes, instant, value
from arriving join incoming_ids on id = person join incoming_words using (channel, touchpoint, stage)
where fault is null;
