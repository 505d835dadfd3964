-- The scores given, each with what it adds to the score of its question.
-- One row per score: answer_no, import_no, respondent_row, person_no, answered_at, channel, touchpoint, stage, question_no, question,
-- measure, low, high, score, value.
-- The mean of `value` is the NPS (100, 0 or -100 each), the share of the top two boxes (1 or 0) for CSAT, else the mean score.
-- uses: _filtered_answers
scored as (
    select
        answer_no, import_no, respondent_row, person_no, answered_at, channel, touchpoint, stage, question_no, question,
        measure, low, high, score,
        case measure
            when 'nps' then case when score >= 9 then 100.0 when score < 7 then -100.0 else 0.0 end
            when 'csat' then case when score > coalesce(high, highest) - 2 then 1.0 else 0.0 end
            else score
        end as value
    from (
        select *, max(score) over (partition by question_no) as highest from filtered_answers where score is not null
    ) as given
)
