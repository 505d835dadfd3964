-- Which comments should somebody read: where score and words disagree, and strong complaints with no contact since?
-- One row per comment and reason: answer_no, reason.
-- reason is 'high score' (but very negative words), 'low score' (but very positive words) or 'silent': very negative words, a known
-- person, and no event of that person after the answer. Very is a sentiment beyond 0.65.
-- uses: _chosen_comments, _filtered_later
with strong as (
    select answer_no, import_no, respondent_row, person_no, answered_at, verdict, sentiment
    from chosen_comments
    where abs(sentiment) > 0.65
), reasons as (
    select answer_no, 'high score' as reason from strong where verdict = 'happy' and sentiment < 0
    union all
    select answer_no, 'low score' from strong where verdict = 'unhappy' and sentiment > 0
    union all
    select answer_no, 'silent'
    from strong
    left join filtered_later
        on filtered_later.import_no = strong.import_no and filtered_later.respondent_row = strong.respondent_row
    where sentiment < 0 and person_no is not null and answered_at is not null and filtered_later.import_no is null
)
select answer_no, reason
from reasons
order by answer_no, reason
