"""A second mentor, a change and a longer term."""

SECOND_MENTOR = """
Monday 13 April
You’re working with Margaret and Daniel, and looking for someone for one more goal.
Today: Mark someone else you admire
This week: Look back on the trial with Margaret, Wed 15 April
Later: Plan your sessions with Daniel, Mon 20 April
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Monday 13 April
You’re working with Daniel and Margaret, and looking for someone for one more goal.
Today: Mark someone else you admire
This week: Look back on the trial with Margaret, Wed 15 April
Later: Prepare your session with Daniel, Sun 26 April
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Monday 13 April
You’re working with Daniel and Margaret, and looking for someone for one more goal.
Today: Mark someone else you admire
This week: Look back on the trial with Margaret, Wed 15 April
Later: Share the agreement with Margaret, Mon 20 April
Later: Ask Margaret about the agreement, Mon 20 April
Later: Prepare your session with Daniel, Sun 26 April
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Margaret reads
Leila suggests a change
Only what’s marked below would change. What you agreed on 10 March stays in force until you say yes, and no is a fine answer.
What would change
What’s out of bounds
Nothing confidential from either employer, no business with each other, and no requests for jobs or references. Margaret gives advice as an experienced person, not as a lawyer, a doctor or a therapist. If a conflict of interest comes up, we say so straight away.
No calls in August.
A short email between sessions is fine; an answer within three working days is soon enough. No calls in the evening or at weekends.
Your answer
Yes, I confirm
Almost. I’d like to change something
Not now
No, thank you
A note to Leila (optional)
Your name
Send my answer
Your next session with Leila
Thursday 30 April, 12:30 to 13:30 UTC
Mill Street Café
That works
Suggest another time
Add a point for next time
Agreed, and still to do
Begin with one sentence each
This link works until 15 December

Margaret reads
Your next session with Leila
Thursday 30 April, 12:30 to 13:30 UTC
Mill Street Café
That works
Suggest another time
Add a point for next time
Agreed, and still to do
Begin with one sentence each
What you agreed
This page works until 15 December

Wednesday 15 April
You’re working with Daniel and Margaret, and looking for someone for one more goal.
Today: Read what Margaret wrote: it’s a yes, Since 14 April
Today: Look back on the trial with Margaret
Today: Mark someone else you admire
Later: Share the agreement with Margaret, Mon 20 April
Later: Prepare your session with Daniel, Sun 26 April
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Wednesday 15 April
You’re working with Daniel and Margaret, and looking for someone for one more goal.
Today: Mark someone else you admire
Later: Prepare your session with Daniel, Sun 26 April
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Wednesday 15 April
You’re working with Daniel and Margaret, and looking for someone for one more goal.
Today: Mark someone else you admire
Later: Ask Margaret about the agreement, Wed 22 April
Later: Prepare your session with Daniel, Sun 26 April
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Margaret reads
Leila suggests a change
Only what’s marked below would change. What you agreed on 14 April stays in force until you say yes, and no is a fine answer.
What would change
When, and for how long
We’ll work together from 16 March to 16 September October 2026. On 15 April we’ll decide whether to carry on. On 16 June 1 July we’ll ask each other whether it’s working, and change what isn’t. Our last session is around 2 September.
October.
We’ll meet every month for 60 minutes: seven eight sessions in all, about seven eight hours.
Your answer
Yes, I confirm
Almost. I’d like to change something
Not now
No, thank you
A note to Leila (optional)
Your name
Send my answer
Your next session with Leila
Thursday 30 April, 12:30 to 13:30 UTC
Mill Street Café
That works
Suggest another time
Add a point for next time
Agreed, and still to do
Begin with one sentence each
This link works until 15 December

Margaret reads
Your next session with Leila
Thursday 30 April, 12:30 to 13:30 UTC
Mill Street Café
That works
Suggest another time
Add a point for next time
Agreed, and still to do
Begin with one sentence each
What you agreed
This page works until 14 January 2027

Friday 17 April
You’re working with Daniel and Margaret, and looking for someone for one more goal.
Today: Read what Margaret wrote: it’s a yes, Since 16 April
Today: Mark someone else you admire
Later: Prepare your session with Daniel, Sun 26 April
Later: Prepare your session with Margaret, Wed 29 April
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Friday 17 April
You’re working with Daniel and Margaret, and looking for someone for one more goal.
Today: Mark someone else you admire
Later: Prepare your session with Daniel, Sun 26 April
Later: Prepare your session with Margaret, Wed 29 April
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking
"""  # noqa: E501
