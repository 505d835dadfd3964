-- Keep the chosen answers of the version before, which may be older than this table. Run after merge.
insert into choices
select older.* replace (now.person_no as person_no)
from previous.choices as older
left join previous.people as theirs on theirs.person_no = older.person_no
left join people as now on now.person = theirs.person;
