"""Through the summer to the end, and what is shown until the last day of the link."""

ENDING = """
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
Stuck: Your search hasn’t moved for 47 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Tuesday 16 June
You’re working with Margaret, and looking for someone for one more goal.
Today: Complete the agreement with Daniel
Today: Mark someone else you admire
Later: Prepare your session with Margaret, Mon 22 June
Later: Choose a new day for a goal
Stuck: Your search hasn’t moved for 61 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: With Daniel
Settle into leading people who were my peers: Looking

Tuesday 16 June
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
This week: Send Daniel your thank-you letter, Tomorrow
Later: Prepare your session with Margaret, Mon 22 June
Later: Choose a new day for a goal
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 16 June
You’re working with Margaret, and looking for someone for two more goals.
Today: Mark someone else you admire
Later: Prepare your session with Margaret, Mon 22 June
Later: Choose a new day for a goal
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Wednesday 24 June
You’re working with Margaret, and looking for someone for two more goals.
Today: Write down how it went with Margaret
Today: Mark someone else you admire
Later: Review the agreement together, Wed 1 July
Later: Choose a new day for a goal
Stuck: No progress on three goals for a month
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Friday 24 July
You’re working with Margaret, and looking for someone for two more goals.
Today: Review the agreement together, Planned for 1 July
Today: Write down how it went with Margaret
Today: Mark someone else you admire
Later: Choose a new day for a goal
Stuck: Your search hasn’t moved for 38 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Tuesday 25 August
You’re working with Margaret, and looking for someone for two more goals.
Today: Review the agreement together, Planned for 1 July
Today: Write down how it went with Margaret
Today: Mark someone else you admire
Later: Prepare your session with Margaret, Tue 1 September
Later: Choose a new day for a goal
Stuck: Your search hasn’t moved for 70 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Thursday 3 September
You’re working with Margaret, and looking for someone for two more goals.
Today: Review the agreement together, Planned for 1 July
Today: Write down how it went with Margaret
Today: Mark someone else you admire
Later: Stay in touch with Daniel, Wed 16 September
Later: Choose a new day for a goal
Stuck: Your search hasn’t moved for 79 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Thursday 3 September
You’re working with Margaret, and looking for someone for two more goals.
Today: Review the agreement together, Planned for 1 July
Today: Mark someone else you admire
Later: Stay in touch with Daniel, Wed 16 September
Later: Choose a new day for a goal
Stuck: Your search hasn’t moved for 79 days
Run a weekly operations meeting people find useful: With Margaret
Read the balance sheet and explain how each unit contributes: Looking
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
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Saturday 17 October
You and Margaret finished on 17 October.
Today: Stay in touch with Daniel
Today: Mark someone else you admire
Next seven days: Send Margaret your thank-you letter, Tomorrow
Later: Choose a new day for a goal
Stuck: No progress on two goals for a month
Run a weekly operations meeting people find useful: Achieved
Read the balance sheet and explain how each unit contributes: Looking
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
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking

Sunday 18 October
You and Margaret finished on 17 October.
Today: Stay in touch with Daniel
Today: Mark someone else you admire
Next seven days: Tell Grace what came of it with Margaret, Tomorrow
Later: Choose a new day for a goal
Stuck: No progress on two goals for a month
Run a weekly operations meeting people find useful: Achieved
Read the balance sheet and explain how each unit contributes: Looking
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
Read the balance sheet and explain how each unit contributes: Looking
Settle into leading people who were my peers: Looking
"""
