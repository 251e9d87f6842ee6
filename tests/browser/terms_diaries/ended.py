"""A yes at once; two sessions moved in a row, and an end without blame."""

ENDED = """
Wednesday 3 December
You’ve met Margaret.
Today: Nothing to do today. Next: write an agreement with Margaret, by Tuesday.
Later: Write an agreement with Margaret, Tue 9 December
Stuck: Two criteria haven’t been checked with anyone

Wednesday 3 December
Margaret has your agreement to read.
Today: Nothing to do today. Next: ask Margaret about the agreement, on 10 December.
Later: Ask Margaret about the agreement, Wed 10 December
Stuck: Two criteria haven’t been checked with anyone

Margaret reads
Leila would like you to be a mentor
You met on 2 December. This is what Leila suggests you agree on. Nothing is settled until you say so, and no is a fine answer.
What it asks of you
One hour a month, seven hours in all
From 15 December 2025 to 15 June 2026, and then it ends
What you both say stays between you
You can stop at any time
Your answer
Yes, I confirm
Almost. I’d like to change something
Not now
No, thank you
A note to Leila (optional)
Your name
Send my answer
This link works until 2 January 2026

Margaret reads
You and Leila
You said yes on 8 December. Leila will suggest a day.
Add a point for next time
What you agreed
This page works until 13 September 2026

Tuesday 9 December
You’re working with Margaret, and looking for someone for two more goals.
Today: Read what Margaret wrote: it’s a yes, Since 8 December
Today: Mark someone else you admire
Later: Plan your sessions with Margaret, Mon 15 December
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 9 December
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Later: Plan your sessions with Margaret, Mon 15 December
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 9 December
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Friday 9 January
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Next seven days: Look back on the trial with Margaret, Wed 14 January
Later: Prepare your session with Margaret, Sun 18 January
Stuck: Your search hasn’t moved for 32 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 20 January
You’re working with Margaret, and looking for someone for two more goals.
Today: Look back on the trial with Margaret, Planned for 14 January
Today: Write down how it went with Margaret
Today: Mark someone else you admire
Stuck: Your search hasn’t moved for 43 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 20 January
You’re working with Margaret, and looking for someone for two more goals.
Today: Look back on the trial with Margaret, Planned for 14 January
Today: Mark someone else you admire
Stuck: Your search hasn’t moved for 43 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Monday 9 February
You’re working with Margaret, and looking for someone for two more goals.
Today: Look back on the trial with Margaret, Planned for 14 January
Today: Mark someone else you admire
Later: Prepare your session with Margaret, Wed 18 February
Stuck: Two sessions in a row with Margaret were moved
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Monday 9 February
You’re working with Margaret, and looking for someone for two more goals.
Today: Look back on the trial with Margaret, Planned for 14 January
Today: Mark someone else you admire
Later: Prepare your session with Margaret, Wed 18 February
Stuck: Your search hasn’t moved for 63 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Thursday 12 February
You’re working with Margaret, and looking for someone for two more goals.
Today: Look back on the trial with Margaret, Planned for 14 January
Today: Mark someone else you admire
Later: Prepare your session with Margaret, Wed 18 February
Stuck: Your search hasn’t moved for 66 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Margaret reads
Your next session with Leila
Thursday 19 February, 12:30 to 13:30 UTC
By video
That works
Suggest another time
Add a point for next time
What you agreed
This page works until 13 September

Monday 16 February
You’re working with Margaret, and looking for someone for two more goals.
Today: Look back on the trial with Margaret, Planned for 14 January
Today: Mark someone else you admire
This week: Prepare your session with Margaret, Wed 18 February
Stuck: Your search hasn’t moved for 70 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Monday 16 February
You and Margaret finished on 16 February.
Today: Mark someone else you admire
This week: Send Margaret your thank-you letter, Tomorrow
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: Looking
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Monday 16 February
You and Margaret finished on 16 February.
Today: Mark someone else you admire
This week: Tell Grace what came of it with Margaret, Wed 18 February
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: Looking
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Margaret reads
What your two months led to
You and Leila finished on 16 February, after one session.
What Leila learned
Ask early.
Leila’s letter to you
Leila will write in May 2026.
What you agreed
This page works until 17 May

Tuesday 17 February
You and Margaret finished on 16 February.
Today: Mark someone else you admire
This week: Tell Grace what came of it with Margaret, Tomorrow
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: Looking
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 17 February
You and Margaret finished on 16 February.
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: Looking
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Margaret reads
What your two months led to
You and Leila finished on 16 February, after one session.
What Leila learned
Ask early.
Leila’s letter to you
What you agreed
This page works until 17 May

Margaret reads
This link has expired
It worked until 17 May. If you’d still like to read or answer, ask Leila for a new one; nothing is lost.
"""  # noqa: E501
