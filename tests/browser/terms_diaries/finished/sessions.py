"""Sessions are planned, prepared and held; one is moved."""

SESSIONS = """
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
You said the day works, on 11 March. Change
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
You said the day works, on 11 March. Change
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
You said the day works, on 11 March. Change
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
You said the day works, on 11 March. Change
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
"""
