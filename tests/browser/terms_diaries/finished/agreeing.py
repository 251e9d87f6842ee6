"""Not now, and then yes."""

AGREEING = """
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
Thank you for your answer
You said “not now” on 8 December, and Leila can see that. We won’t ask you before the day you chose. Answer differently
This link works until 7 January 2026

Tuesday 9 December
Margaret said “not now”. Next: who else do you admire?
Today: Read what Margaret answered: not now, Since 8 December
Today: Mark someone else you admire
Stuck: No progress on three goals for a month

Tuesday 9 December
Margaret said “not now”. Next: who else do you admire?
Today: Mark someone else you admire
Stuck: No progress on three goals for a month

Margaret reads
Thank you for your answer
You said “not now” on 8 December 2025, and Leila can see that. We won’t ask you before the day you chose. Answer differently
This link works until 7 January

Margaret reads
This link has expired
It worked until 7 January. If you’d still like to read or answer, ask Leila for a new one; nothing is lost.

Monday 12 January
Margaret said “not now”. Next: who else do you admire?
Today: Mark someone else you admire
Stuck: Nothing has moved for 41 days

Monday 16 February
Margaret said “not now”. Next: who else do you admire?
Today: Mark someone else you admire
Stuck: Nothing has moved for 76 days

Monday 9 March
You’ve met Margaret.
Today: Ask Margaret again, Since 8 March
Stuck: Nothing has moved for 97 days

Monday 9 March
Margaret has your agreement to read.
Today: Nothing to do today. Next: ask Margaret about the agreement, on 16 March.
Later: Ask Margaret about the agreement, Mon 16 March
Stuck: Nothing has moved for 96 days

Monday 9 March
Margaret has your agreement to read.
Today: Nothing to do today. Next: ask Margaret about the agreement, on 16 March.
Later: Ask Margaret about the agreement, Mon 16 March
Stuck: Two criteria haven’t been checked with anyone

Margaret reads
This link has expired
It worked until 7 January. If you’d still like to read or answer, ask Leila for a new one; nothing is lost.

Margaret reads
Leila would like you to be a mentor
This is version 2 of what Leila suggests you agree on. Nothing is settled until you say so, and no is a fine answer.
What it asks of you
One hour a month, seven hours in all
From 16 March to 16 September 2026, and then it ends
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
This link works until 8 April

Margaret reads
You and Leila
You said yes on 10 March. Leila will suggest a day.
Add a point for next time
What you agreed
This page works until 15 December

Wednesday 11 March
You’re working with Margaret, and looking for someone for two more goals.
Today: Read what Margaret wrote: it’s a yes, Since 10 March
Today: Mark someone else you admire
Later: Plan your sessions with Margaret, Mon 16 March
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Wednesday 11 March
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Later: Plan your sessions with Margaret, Mon 16 March
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking
"""  # noqa: E501
