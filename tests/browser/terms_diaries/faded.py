"""Advice that was acted on and told; then three messages without a talk, and the way out that blames nobody."""

FADED = """
Wednesday 3 December
You’ve met Margaret.
Today: Nothing to do today. Next: write an agreement with Margaret, by Tuesday.
Later: Write an agreement with Margaret, Tue 9 December
Stuck: Two criteria haven’t been checked with anyone

Wednesday 3 December
You’ve met Margaret.
Today: Nothing to do today. Next: write an agreement with Margaret, by Tuesday.
Later: Write an agreement with Margaret, Tue 9 December
Stuck: Two criteria haven’t been checked with anyone

Tuesday 9 December
You’ve met Margaret.
Today: Write an agreement with Margaret
Stuck: Two criteria haven’t been checked with anyone

Tuesday 9 December
You’ve met Margaret.
Today: Write an agreement with Margaret
Stuck: Two criteria haven’t been checked with anyone

Tuesday 16 December
You’ve met Margaret.
Today: Write an agreement with Margaret, Planned for 9 December
Later: Tell Margaret what came of the advice, Tue 30 December
Stuck: Two criteria haven’t been checked with anyone

Tuesday 16 December
You’ve met Margaret.
Today: Write an agreement with Margaret, Planned for 9 December
Stuck: Two criteria haven’t been checked with anyone

Margaret reads
You and Leila
You said yes on 17 December. Leila will suggest a day.
Add a point for next time
What you agreed
This page works until 4 October 2026

Thursday 18 December
You’re working with Margaret, and looking for someone for two more goals.
Today: Read what Margaret wrote: it’s a yes, Since 17 December
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Thursday 18 December
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Margaret reads
You and Leila
You said yes on 17 December. Leila will suggest a day.
Add a point for next time
What became of your advice
End each meeting on time
Three meetings in a row ended on time.
16 December
What you agreed
This page works until 4 October 2026

Monday 5 January
You’re working with Margaret, and looking for someone for two more goals.
Today: Plan your sessions with Margaret
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Monday 5 January
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
This week: Prepare your session with Margaret, Sun 11 January
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 13 January
You’re working with Margaret, and looking for someone for two more goals.
Today: Write down how it went with Margaret
Today: Mark someone else you admire
Stuck: Your search hasn’t moved for 27 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 13 January
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Stuck: Your search hasn’t moved for 27 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Friday 16 January
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Stuck: Your search hasn’t moved for 30 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Friday 16 January
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Stuck: Your search hasn’t moved for 30 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 20 January
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Stuck: No next session with Margaret
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 20 January
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Stuck: No next session with Margaret
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 27 January
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Later: Look back on the trial with Margaret, Wed 4 February
Stuck: No next session with Margaret
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 27 January
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Later: Look back on the trial with Margaret, Wed 4 February
Stuck: You’ve written to Margaret, but haven’t talked since
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 27 January
You and Margaret finished on 27 January.
Today: Mark someone else you admire
This week: Send Margaret your thank-you letter, Tomorrow
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: Looking
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Margaret reads
Thank you for your time with Leila
You and Leila finished on 27 January, after one session.
Leila will write in April 2026.
What you agreed
This page works until 27 April

Wednesday 28 January
You and Margaret finished on 27 January.
Today: Send Margaret your thank-you letter
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: Looking
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Wednesday 28 January
You and Margaret finished on 27 January.
Today: Mark someone else you admire
This week: Tell Grace what came of it with Margaret, Tomorrow
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: Looking
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking
"""
