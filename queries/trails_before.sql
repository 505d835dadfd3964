-- Which three contacts, in order, come before a bad score?
-- One row per question and trail: question, third_last, second_last, last, n, unhappy, happy.
-- A trail is the last three contacts in the 30 days before the answer; '' where there were fewer.
-- uses: _filtered_contacts, _scored
with trails as (
    select
        import_no, respondent_row,
        coalesce(max(case when place = 3 then contact end), '') as third_last,
        coalesce(max(case when place = 2 then contact end), '') as second_last,
        max(case when place = 1 then contact end) as last
    from filtered_contacts
    group by import_no, respondent_row
), judged as (
    select question, third_last, second_last, last, verdict
    from scored join trails on trails.import_no = scored.import_no and trails.respondent_row = scored.respondent_row
    where verdict <> ''
)
select
    question, third_last, second_last, last, count(*) as n,
    cast(sum(case when verdict = 'unhappy' then 1 else 0 end) as bigint) as unhappy,
    cast(sum(case when verdict = 'happy' then 1 else 0 end) as bigint) as happy
from judged
group by question, third_last, second_last, last
order by question, n desc, third_last, second_last, last
