-- Whether tables that came from elsewhere hold together: what packs and numbers the facts, and what refers to it.
select
    (select count(*) = 1 and bool_and(time_bits between 1 and 58 and ticks_per_second in (1, 1000, 1000000)) from layout)
    and (select count(*) = count(distinct person_no) and coalesce(min(person_no), 0) = 0
        and coalesce(max(person_no) + 1, 0) = count(*) from people)
    and (select count(*) = count(distinct kind) and coalesce(max(kind) + 1, 0) = count(*) from kinds)
    and (select count(*) = 0 from event_keys, layout
        where key is null or key < 0 or kind is null or kind >= (select count(*) from kinds)
            or key >> time_bits >= (select count(*) from people))
    and (select count(*) = 0 from answers
        where person_no not between 0 and (select count(*) - 1 from people)
            or question_no is null or question_no not in (select question_no from questions))
    and (select count(*) = 0 from choices where person_no not between 0 and (select count(*) - 1 from people))
    and (select count(*) = count(distinct question_no) from questions)
