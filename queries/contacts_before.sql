-- Which contacts come shortly before a bad score?
-- One row per question and contact: question, contact, n, unhappy, happy.
-- A respondent counts once for each touchpoint among the last three contacts in the 30 days before the answer.
-- uses: _filtered_contacts, _scored
with met as (
    select distinct import_no, respondent_row, contact from filtered_contacts
), judged as (
    select question, contact, verdict
    from scored join met on met.import_no = scored.import_no and met.respondent_row = scored.respondent_row
    where verdict <> ''
)
select
    question, contact, count(*) as n,
    cast(sum(case when verdict = 'unhappy' then 1 else 0 end) as bigint) as unhappy,
    cast(sum(case when verdict = 'happy' then 1 else 0 end) as bigint) as happy
from judged
group by question, contact
order by question, n desc, contact
