-- Take one person out of `previous`: the session variables `erased_id` (of the file) and `erased` (the pseudonym). Refused rows that hold
-- the id in a cell go too.
set variable erased_no = (select person_no from previous.people where person = getvariable('erased'));

delete from previous.event_keys where key >> (select time_bits from previous.layout) = getvariable('erased_no');
delete from previous.answer_themes
where answer_no in (select answer_no from previous.answers where person_no = getvariable('erased_no'));
delete from previous.answers where person_no = getvariable('erased_no');
delete from previous.choices where person_no = getvariable('erased_no');
delete from previous.refused_rows where list_contains(cells, getvariable('erased_id'));
