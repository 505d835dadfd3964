-- How do the comments feel, by the touchpoint their authors were at?
-- One row per touchpoint and label: place, label, comments.
-- place is the touchpoint that the answer names, else the last contact in the 30 days before; comments without either are left out.
-- uses: _placed_answers
with located as (
    select contact as place, coalesce(label, 'no_evidence') as label
    from filtered_answers
    join placed_answers on placed_answers.import_no = filtered_answers.import_no
        and placed_answers.respondent_row = filtered_answers.respondent_row
    where contact <> '' and comment is not null and comment <> ''
)
select place, label, count(*) as comments
from located
group by place, label
order by place, label
