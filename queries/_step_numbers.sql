-- The numbers that steps can have.
-- One row per number: step, power (2 to the step before).
step_numbers as (
    select step, power
    from (values (1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 64), (8, 128), (9, 256), (10, 512)) as numbered (step, power)
)
