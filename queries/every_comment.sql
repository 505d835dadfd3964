-- What was said, and by whom?
-- One row per comment: answer_no, person, answered_at, question, language, verdict, comment.
-- person is the pseudonym, '' where the file names nobody; verdict is '' where the respondent gave no score.
-- uses: _chosen_comments, _filtered_people
with said as (
    select
        answer_no, coalesce(person, '') as person, answered_at, question, coalesce(language, '') as language, verdict, comment
    from chosen_comments left join filtered_people on filtered_people.person_no = chosen_comments.person_no
)
select answer_no, person, answered_at, question, language, verdict, comment
from said
order by answer_no
