"""What Leila's overview and Margaret's page say through whole terms; "(!)" stands before what is red."""

# A yes at once; two sessions moved in a row, and an end without blame.
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

# Not now and then yes; a second mentor, a change and a longer term; finished, and shown until its last day.
FINISHED = """
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

Wednesday 11 March
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Later: Prepare your session with Margaret, Sun 22 March
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Margaret reads
Your next session with Leila
Monday 23 March, 12:30 to 13:30 UTC
Mill Street Café
That works
Suggest another time
Add a point for next time
What you agreed
This page works until 15 December

Margaret reads
Your next session with Leila
Monday 23 March, 12:30 to 13:30 UTC
Mill Street Café
You said that works, on 11 March. Change
Add a point for next time
What you agreed
This page works until 15 December

Thursday 12 March
You’re working with Margaret, and looking for someone for two more goals.
Today: Read what Margaret says about the day, Since 11 March
Today: Mark someone else you admire
Later: Prepare your session with Margaret, Sun 22 March
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Thursday 12 March
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Later: Prepare your session with Margaret, Sun 22 March
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Sunday 22 March
You’re working with Margaret, and looking for someone for two more goals.
Today: Prepare your session with Margaret
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Margaret reads
Your next session with Leila
Monday 23 March, 12:30 to 13:30 UTC
Mill Street Café
You said that works, on 11 March. Change
Add a point for next time
What you agreed
This page works until 15 December

Sunday 22 March
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Margaret reads
Your next session with Leila
Monday 23 March, 12:30 to 13:30 UTC
Mill Street Café
What Leila asks for
How do you begin the meeting?
The whole agenda
You said that works, on 11 March. Change
Add a point for next time
What you agreed
This page works until 15 December

Margaret reads
Your next session with Leila
Monday 23 March, 12:30 to 13:30 UTC
Mill Street Café
What Leila asks for
How do you begin the meeting?
The whole agenda
You said that works, on 11 March. Change
You added a point, on 22 March: “Who speaks first, and why?” Change
What you agreed
This page works until 15 December

Monday 23 March
You’re working with Margaret, and looking for someone for two more goals.
Today: Read what Margaret wants to talk about, Since 22 March
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Monday 23 March
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 24 March
You’re working with Margaret, and looking for someone for two more goals.
Today: Write down how it went with Margaret
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 24 March
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Margaret reads
Your next session with Leila
Thursday 23 April, 12:30 to 13:30 UTC
Mill Street Café
That works
Suggest another time
Add a point for next time
Agreed, and still to do
Begin with one sentence each
What you agreed
This page works until 15 December

Margaret reads
Your next session with Leila
Thursday 23 April, 12:30 to 13:30 UTC
Mill Street Café
You suggested another time, on 10 April: “Thursday 30 April, same hour” Change
Add a point for next time
Agreed, and still to do
Begin with one sentence each
What you agreed
This page works until 15 December

Monday 13 April
You’re working with Margaret, and looking for someone for two more goals.
Today: See which other time suits Margaret, Since 10 April
Today: Mark someone else you admire
This week: Look back on the trial with Margaret, Wed 15 April
Later: Prepare your session with Margaret, Wed 22 April
Stuck: Your search hasn’t moved for 34 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Monday 13 April
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
This week: Look back on the trial with Margaret, Wed 15 April
Stuck: Your search hasn’t moved for 34 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

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
We’ll work together from 16 March to 16 September October 2026. On 15 April we’ll decide whether to carry on. On 16 June we’ll ask each other whether it’s working, and change what isn’t. Our last session is around 2 September.
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

Tuesday 28 April
You’re working with Margaret and Daniel, and looking for someone for one more goal.
Today: Write down how it went with Daniel
Today: Mark someone else you admire
This week: Prepare your session with Margaret, Tomorrow
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Tuesday 28 April
You’re working with Margaret and Daniel, and looking for someone for one more goal.
Today: Mark someone else you admire
This week: Prepare your session with Margaret, Tomorrow
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Friday 1 May
You’re working with Margaret and Daniel, and looking for someone for one more goal.
Today: Write down how it went with Margaret
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Friday 1 May
You’re working with Margaret and Daniel, and looking for someone for one more goal.
Today: Mark someone else you admire
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Monday 25 May
You’re working with Daniel and Margaret, and looking for someone for one more goal.
Today: Plan how to finish with Daniel, Planned for 18 May
Today: Write down how it went with Margaret, Since 23 May
Today: Mark someone else you admire
This week: Prepare your session with Daniel, Tomorrow
This week: Prepare your session with Daniel, Sun 31 May
Later: Look back with Daniel one last time, Mon 1 June
Stuck: Your search hasn’t moved for 39 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Monday 25 May
You’re working with Daniel and Margaret, and looking for someone for one more goal.
Today: Plan how to finish with Daniel, Planned for 18 May
Today: Mark someone else you admire
This week: Prepare your session with Daniel, Tomorrow
This week: Prepare your session with Daniel, Sun 31 May
Later: Look back with Daniel one last time, Mon 1 June
Stuck: Your search hasn’t moved for 39 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Thursday 28 May
You’re working with Daniel and Margaret, and looking for someone for one more goal.
Today: Plan how to finish with Daniel, Planned for 18 May
Today: Write down how it went with Daniel
Today: Mark someone else you admire
This week: Prepare your session with Daniel, Sun 31 May
Later: Look back with Daniel one last time, Mon 1 June
Stuck: Your search hasn’t moved for 42 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Thursday 28 May
You’re working with Daniel and Margaret, and looking for someone for one more goal.
Today: Plan how to finish with Daniel, Planned for 18 May
Today: Mark someone else you admire
This week: Prepare your session with Daniel, Sun 31 May
Later: Look back with Daniel one last time, Mon 1 June
Stuck: Your search hasn’t moved for 42 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Margaret reads
Your next session with Leila
Tuesday 23 June, 12:30 to 13:30 UTC
Mill Street Café
That works
Suggest another time
Add a point for next time
Agreed, and still to do
Begin with one sentence each
What you agreed
This page works until 14 January 2027

Tuesday 2 June
You’re working with Margaret and Daniel, and looking for someone for one more goal.
Today: Plan how to finish with Daniel, Planned for 18 May
Today: Look back with Daniel one last time, Planned for 1 June
Today: Write down how it went with Daniel
Today: Mark someone else you admire
Later: Review the agreement with Margaret, Tue 16 June
Stuck: Your search hasn’t moved for 47 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Tuesday 16 June
You’re working with Margaret, and looking for someone for one more goal.
Today: Complete the agreement with Daniel
Today: Review the agreement with Margaret
Today: Mark someone else you admire
Later: Prepare your session with Margaret, Mon 22 June
Later: Choose a new day for a goal
Stuck: Your search hasn’t moved for 61 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Tuesday 16 June
You’re working with Margaret, and looking for someone for one more goal.
Today: Review the agreement together
Today: Mark someone else you admire
This week: Send Daniel your thank-you letter, Tomorrow
Later: Prepare your session with Margaret, Mon 22 June
Later: Choose a new day for a goal
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Settle into leading people who were my peers: Looking

Tuesday 16 June
You’re working with Margaret, and looking for someone for one more goal.
Today: Review the agreement together
Today: Mark someone else you admire
Later: Prepare your session with Margaret, Mon 22 June
Later: Choose a new day for a goal
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Settle into leading people who were my peers: Looking

Wednesday 24 June
You’re working with Margaret, and looking for someone for one more goal.
Today: Review the agreement together, Planned for 16 June
Today: Write down how it went with Margaret
Today: Mark someone else you admire
Later: Choose a new day for a goal
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Settle into leading people who were my peers: Looking

Friday 24 July
You’re working with Margaret, and looking for someone for one more goal.
Today: Review the agreement together, Planned for 16 June
Today: Write down how it went with Margaret
Today: Mark someone else you admire
Later: Choose a new day for a goal
Stuck: Your search hasn’t moved for 38 days
Run a weekly operations meeting people find useful: With Margaret
Settle into leading people who were my peers: Looking

Tuesday 25 August
You’re working with Margaret, and looking for someone for one more goal.
Today: Review the agreement together, Planned for 16 June
Today: Write down how it went with Margaret
Today: Mark someone else you admire
Later: Prepare your session with Margaret, Tue 1 September
Later: Choose a new day for a goal
Stuck: Your search hasn’t moved for 70 days
Run a weekly operations meeting people find useful: With Margaret
Settle into leading people who were my peers: Looking

Thursday 3 September
You’re working with Margaret, and looking for someone for one more goal.
Today: Review the agreement together, Planned for 16 June
Today: Write down how it went with Margaret
Today: Mark someone else you admire
Later: Stay in touch with Daniel, Wed 16 September
Later: Choose a new day for a goal
Stuck: Your search hasn’t moved for 79 days
Run a weekly operations meeting people find useful: With Margaret
Settle into leading people who were my peers: Looking

Thursday 3 September
You’re working with Margaret, and looking for someone for one more goal.
Today: Review the agreement together, Planned for 16 June
Today: Mark someone else you admire
Later: Stay in touch with Daniel, Wed 16 September
Later: Choose a new day for a goal
Stuck: Your search hasn’t moved for 79 days
Run a weekly operations meeting people find useful: With Margaret
Settle into leading people who were my peers: Looking

Saturday 17 October
Your time with Margaret ended yesterday.
Today: Complete the agreement with Margaret
Today: Stay in touch with Daniel
Today: Mark someone else you admire
Later: Choose a new day for a goal
Later: Choose a new day for a goal
Stuck: Your search hasn’t moved for 123 days
Run a weekly operations meeting people find useful: With Margaret
Settle into leading people who were my peers: Looking

Saturday 17 October
You and Margaret finished on 17 October.
Today: Stay in touch with Daniel
Today: Mark someone else you admire
Next seven days: Send Margaret your thank-you letter, Tomorrow
Later: Choose a new day for a goal
Stuck: No progress on two goals for a month
Run a weekly operations meeting people find useful: Achieved
Settle into leading people who were my peers: Looking

Margaret reads
What your seven months led to
You and Leila finished on 17 October, after seven sessions.
What it led to
Reached
Run a weekly operations meeting people find useful
Two colleagues say the hour was worth it.
What Leila learned
Decide first, then talk.
Leila will write in January 2027.
What you agreed
This page works until 14 January 2027

Sunday 18 October
You and Margaret finished on 17 October.
Today: Send Margaret your thank-you letter
Today: Stay in touch with Daniel
Today: Mark someone else you admire
Later: Choose a new day for a goal
Stuck: No progress on two goals for a month
Run a weekly operations meeting people find useful: Achieved
Settle into leading people who were my peers: Looking

Sunday 18 October
You and Margaret finished on 17 October.
Today: Stay in touch with Daniel
Today: Mark someone else you admire
Next seven days: Tell Grace what came of it with Margaret, Tomorrow
Later: Choose a new day for a goal
Stuck: No progress on two goals for a month
Run a weekly operations meeting people find useful: Achieved
Settle into leading people who were my peers: Looking

Margaret reads
What your seven months led to
You and Leila finished on 17 October, after seven sessions.
What it led to
Reached
Run a weekly operations meeting people find useful
Two colleagues say the hour was worth it.
What Leila learned
Decide first, then talk.
Leila’s letter to you
Leila will write in January 2027.
What you agreed
This page works until 14 January 2027

Margaret reads
What your seven months led to
You and Leila finished on 17 October 2026, after seven sessions.
What it led to
Reached
Run a weekly operations meeting people find useful
Two colleagues say the hour was worth it.
What Leila learned
Decide first, then talk.
Leila’s letter to you
Leila will write in January 2027.
What you agreed
This page works until 14 January

Margaret reads
This link has expired
It worked until 14 January. If you’d still like to read or answer, ask Leila for a new one; nothing is lost.

Friday 15 January
You and Margaret finished on 17 October 2026.
Today: Stay in touch with Daniel
Today: Mark someone else you admire
Next seven days: Stay in touch with Margaret, Mon 18 January
Later: Choose a new day for a goal
Later: Choose a new day for a goal
Stuck: Nothing has moved for 90 days
Run a weekly operations meeting people find useful: Achieved
Settle into leading people who were my peers: Looking
"""  # noqa: E501

# Advice that was acted on and told; then three messages without a talk, and the way out that blames nobody.
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
