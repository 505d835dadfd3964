-- The events of the file that have just been loaded, and whose they are.
create or replace temp view loadable_events as
select id_no as person, instant, offset_minutes, channel, touchpoint
from incoming_keys join incoming_words using (words_no)
where import_no = getvariable('import_no')
