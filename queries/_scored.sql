-- The scores given, each with what it adds to the score of its question, and what it says of who gave it.
-- One row per score: answer_no, import_no, respondent_row, person_no, answered_at, channel, touchpoint, stage, question_no, question,
-- measure, low, high, best, score, value, verdict.
-- The mean of `value` is the NPS (100, 0 or -100 each), the share of the top two boxes (1 or 0) for CSAT, else the mean score. The
-- verdict is 'unhappy' (NPS 0 to 6, the worst quarter of another scale), 'happy' (NPS 9 and 10, the best quarter) or 'between';
-- '' where the scale or its good end is not known.
-- uses: _filtered_answers
scored as (
    select
        answer_no, import_no, respondent_row, person_no, answered_at, channel, touchpoint, stage, question_no, question,
        measure, low, high, best, score,
        case measure
            when 'nps' then case when score >= 9 then 100.0 when score < 7 then -100.0 else 0.0 end
            when 'csat' then case
                when best = 'low' then case when score < low + 2 then 1.0 else 0.0 end
                when score > coalesce(high, highest) - 2 then 1.0 else 0.0
            end
            else score
        end as value,
        case
            when measure = 'nps' then case when score < 7 then 'unhappy' when score >= 9 then 'happy' else 'between' end
            when best is null or low is null or high is null or high <= low then ''
            when score - low <= 0.25 * (high - low) then case best when 'low' then 'happy' else 'unhappy' end
            when score - low >= 0.75 * (high - low) then case best when 'low' then 'unhappy' else 'happy' end
            else 'between'
        end as verdict
    from (
        select *, max(score) over (partition by question_no) as highest from filtered_answers where score is not null
    ) as given
)
