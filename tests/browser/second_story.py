"""What the overview of Ines says from sign-up on, stop by stop; "(!)" stands before what is red."""

DIARY = """
Monday 2 February
You have a goal. Next: what a mentor should bring.
Today: Choose what a mentor should bring
This week: Let Jo lead one call, Sun 8 February

Monday 2 February
You know what to look for. Next: who do you know?
Today: Start with five people who like you
This week: Let Jo lead one call, Sun 8 February
Later: Ask about the practical side

Monday 2 February
You know what to look for. Next: who do you admire?
Today: Mark someone you admire as a prospect
This week: Let Jo lead one call, Sun 8 February

Monday 2 February
You have two people in mind. Ask for the first introduction.
Today: Ask for a first introduction
This week: Let Jo lead one call, Sun 8 February

Monday 2 February
You’ve asked Hugo about Petra.
Today: Nothing to do today. Next: let Jo lead one call, by Sunday.
This week: Let Jo lead one call, Sun 8 February
Later: Nudge Hugo about Petra, Wed 11 February

Wednesday 4 February
You’ve asked Hugo about Petra.
Today: Nothing to do today. Next: let Jo lead one call, by Sunday.
This week: Let Jo lead one call, Sun 8 February
Later: Nudge Hugo about Petra, Wed 11 February

Wednesday 4 February
You’ve asked two people for an introduction.
Today: Nothing to do today. Next: let Jo lead one call, by Sunday.
This week: Let Jo lead one call, Sun 8 February
Later: Nudge Hugo about Petra, Wed 11 February
Later: Nudge Mina about Kwame, Fri 13 February

Monday 9 February
You’ve asked two people for an introduction.
Today: Let Jo lead one call, Planned for 8 February
This week: Nudge Hugo about Petra, Wed 11 February
This week: Nudge Mina about Kwame, Fri 13 February

Monday 9 February
Mina has introduced you to Kwame.
Today: Nothing to do today. Next: write to Kwame, by tomorrow.
This week: Write to Kwame, Tomorrow
This week: Thank Hugo for answering, Tomorrow

Wednesday 11 February
Mina has introduced you to Kwame.
Today: (!) Write to Kwame, 1 day late
Today: (!) Thank Hugo for answering, 1 day late
Introductions: 2 today

Wednesday 11 February
Mina has introduced you to Kwame.
Today: (!) Thank Hugo for answering, 1 day late
This week: Thank Mina for introducing Kwame, Tomorrow
Introductions: 1 today

Friday 13 February
Mina has introduced you to Kwame.
Today: (!) Thank Hugo for answering, 3 days late
Today: (!) Thank Mina for introducing Kwame, 1 day late
Introductions: 2 today

Friday 13 February
Mina has introduced you to Kwame.
Today: Nothing to do today. Next: follow up with Kwame, on 20 February.
Next seven days: Follow up with Kwame, Fri 20 February

Friday 13 February
Mina has introduced you to Kwame.
Today: Nothing to do today. Next: plan a first meeting with Kwame, on 20 February.
Next seven days: Plan a first meeting with Kwame, Fri 20 February

Friday 13 February
Mina has introduced you to Kwame.
Today: Nothing to do today. You meet Kwame on Thursday.

Friday 20 February
Mina has introduced you to Kwame.
Today: Write down how it went with Kwame

Friday 20 February
You have one person in mind. Ask for another introduction.
Today: Thank Kwame for meeting you
Today: Ask for another introduction
Next seven days: Tell Mina how it went with Kwame, Tomorrow

Monday 23 February
You have one person in mind. Ask for another introduction.
Today: (!) Thank Kwame for meeting you, 3 days late
Today: (!) Tell Mina how it went with Kwame, 2 days late
Today: Ask for another introduction
Introductions: 1 today

Monday 23 February
You have one person in mind. Ask for another introduction.
Today: Ask for another introduction

Monday 23 February
You’ve asked Oscar about Petra.
Today: Nothing to do today. Next: nudge Oscar, on 4 March.
Later: Nudge Oscar about Petra, Wed 4 March

Thursday 5 March
You’ve asked Oscar about Petra.
Today: Nudge Oscar about Petra, Since 4 March
Introductions: 1 today

Thursday 5 March
You’ve asked Oscar about Petra.
Today: Nothing to do today. Next: close your ask to Oscar, on 16 March.
Later: Close your ask to Oscar about Petra, Mon 16 March

Friday 6 March
You’ve asked Oscar about Petra.
Today: Nothing to do today. Next: close your ask to Oscar, on 16 March.
Later: Close your ask to Oscar about Petra, Mon 16 March

Friday 6 March
Oscar has introduced you to Petra.
Today: Nothing to do today. Next: write to Petra, by tomorrow.
Next seven days: Write to Petra, Tomorrow
Next seven days: Ask Hugo how the new shop is doing, Thu 12 March
Later: Write down what a good call needs, Sun 15 March

Monday 23 March
Welcome back. Three things have been waiting since 7 March.
What’s been waiting: Use Oscar’s introduction: write to Petra
What’s been waiting: Ask Hugo how the new shop is doing
What’s been waiting: Write down what a good call needs

Monday 23 March
Oscar has introduced you to Petra.
Today: Use Oscar’s introduction: write to Petra
Today: Ask Hugo how the new shop is doing
Introductions: 1 today

Monday 23 March
Oscar has introduced you to Petra.
Today: Ask Hugo how the new shop is doing
This week: Thank Oscar for introducing Petra, Tomorrow

Tuesday 24 March
Oscar has introduced you to Petra.
Today: Ask Hugo how the new shop is doing, Planned for 23 March
Today: Thank Oscar for introducing Petra
Today: Write down what a good call needs
Introductions: 1 today

Tuesday 24 March
Oscar has introduced you to Petra.
Today: Nothing to do today. Next: follow up with Petra, on 1 April.
Later: Follow up with Petra, Wed 1 April

Friday 27 March
Oscar has introduced you to Petra.
Today: Nothing to do today. Next: follow up with Petra, on Wednesday.
Next seven days: Follow up with Petra, Wed 1 April

Friday 27 March
Oscar has introduced you to Petra.
Today: Nothing to do today. Next: plan a first meeting with Petra, on 3 April.
Next seven days: Plan a first meeting with Petra, Fri 3 April

Friday 27 March
Oscar has introduced you to Petra.
Today: Nothing to do today. You meet Petra on Thursday.

Monday 30 March
You’ve met Kwame.
Today: Ask Kwame again

Monday 30 March
You’ve met Kwame.
Today: Nothing to do today. You meet Petra on Thursday.

Wednesday 1 April
You’ve met Kwame.
Today: Nothing to do today. You meet Petra tomorrow.

Wednesday 1 April
Oscar has introduced you to Petra.
Today: Nothing to do today. You meet Petra tomorrow.

Friday 3 April
Oscar has introduced you to Petra.
Today: Write down how it went with Petra

Friday 3 April
You’ve met Petra.
Today: Thank Petra for meeting you
Next seven days: Tell Oscar how it went with Petra, Tomorrow
Next seven days: Write an agreement with Petra, Thu 9 April

Friday 3 April
You’ve met Petra.
Today: Nothing to do today. Next: write an agreement with Petra, by Thursday.
Next seven days: Write an agreement with Petra, Thu 9 April

Tuesday 7 April
You’ve met Petra.
Today: Nothing to do today. Next: write an agreement with Petra, by Thursday.
This week: Write an agreement with Petra, Thu 9 April

Tuesday 7 April
You’ve met Petra, and your agreement is in draft.
Today: Nothing to do today. Next: share the agreement with Petra, by 14 April.
Later: Share the agreement with Petra, Tue 14 April

Tuesday 7 April
Petra has your agreement to read.
Today: Nothing to do today. Next: ask Petra about the agreement, on 14 April.
Later: Ask Petra about the agreement, Tue 14 April

Tuesday 14 April
Petra has your agreement to read.
Today: Ask Petra about the agreement

Tuesday 14 April
You’re working with Petra.
Today: Nothing to do today. Next: plan your sessions with Petra, on Monday.
Later: Plan your sessions with Petra, Mon 20 April

Tuesday 14 April
You’re working with Petra.
Today: Nothing to do today. Next: prepare your session with Petra, on Sunday.
This week: Prepare your session with Petra, Sun 19 April

Tuesday 21 April
You’re working with Petra.
Today: Write down how it went with Petra

Tuesday 21 April
You’re working with Petra.
Today: Send Petra the summary

Tuesday 21 April
You’re working with Petra.
Today: Nothing to do today. You meet Petra on 20 May.

Friday 22 May
You’re working with Petra.
Today: Look back on the trial with Petra, Planned for 20 May
Today: Write down how it went with Petra, Since 21 May

Friday 22 May
You’re working with Petra.
Today: Look back on the trial with Petra, Planned for 20 May
Today: Send Petra the summary

Friday 22 May
You’re working with Petra.
Today: Nothing to do today. You meet Petra on 19 June.

Tuesday 23 June
You’re working with Petra.
Today: Write down how it went with Petra, Since 20 June

Tuesday 23 June
You’re working with Petra.
Today: Send Petra the summary

Tuesday 23 June
You’re working with Petra.
Today: Nothing to do today. You meet Petra on 20 July.

Tuesday 21 July
You’re working with Petra.
Today: Review the agreement together, Planned for 20 July
Today: Write down how it went with Petra

Tuesday 21 July
You’re working with Petra.
Today: Review the agreement together, Planned for 20 July
Today: Send Petra the summary

Tuesday 21 July
You’re working with Petra.
Today: Nothing to do today. You meet Petra on 20 August.

Friday 21 August
You’re working with Petra.
Today: Write down how it went with Petra
Later: Choose a new day for a goal

Friday 21 August
You’re working with Petra.
Today: Send Petra the summary
Later: Choose a new day for a goal

Friday 21 August
You’re working with Petra.
Today: Nothing to do today. You meet Petra on 21 September.
Later: Choose a new day for a goal

Tuesday 22 September
You’re working with Petra.
Today: Write down how it went with Petra
Today: Plan how to finish with Petra
Later: Prepare your session with Petra, Mon 5 October
Later: Look back with Petra one last time, Tue 6 October
Later: Choose a new day for a goal

Tuesday 22 September
You’re working with Petra.
Today: Send Petra the summary
Today: Plan how to finish with Petra
Later: Prepare your session with Petra, Mon 5 October
Later: Look back with Petra one last time, Tue 6 October
Later: Choose a new day for a goal

Tuesday 22 September
You’re working with Petra.
Today: Plan how to finish with Petra
Later: Prepare your session with Petra, Mon 5 October
Later: Look back with Petra one last time, Tue 6 October
Later: Choose a new day for a goal

Tuesday 22 September
You’re working with Petra.
Today: Nothing to do today. Next: prepare your session with Petra, on 5 October.
Later: Prepare your session with Petra, Mon 5 October
Later: Look back with Petra one last time, Tue 6 October
Later: Choose a new day for a goal

Tuesday 22 September
You’re working with Petra.
Today: Nothing to do today. Next: two weeks with no call of mine, by 4 October.
Later: Two weeks with no call of mine, Sun 4 October
Later: Prepare your session with Petra, Mon 5 October
Later: Look back with Petra one last time, Tue 6 October

Monday 5 October
You’re working with Petra.
Today: Two weeks with no call of mine, Planned for 4 October
Today: Prepare your session with Petra
This week: Look back with Petra one last time, Tomorrow

Monday 5 October
You’re working with Petra.
Today: Nothing to do today. You meet Petra tomorrow.
This week: Look back with Petra one last time, Tomorrow

Wednesday 7 October
You’re working with Petra.
Today: Look back with Petra one last time, Planned for 6 October
Today: Write down how it went with Petra

Wednesday 7 October
You’re working with Petra.
Today: Look back with Petra one last time, Planned for 6 October
Today: Send Petra the summary

Wednesday 7 October
You’re working with Petra.
Today: Nothing to do today. You’re up to date with everyone.

Wednesday 21 October
Your time with Petra ended yesterday.
Today: Complete the agreement with Petra
Later: Choose a new day for a goal

Wednesday 21 October
You and Petra finished on 21 October.
Today: Nothing to do today. Next: send Petra your thank-you letter, by tomorrow.
This week: Send Petra your thank-you letter, Tomorrow

Wednesday 21 October
You and Petra finished on 21 October.
Today: Nothing to do today. Next: tell Oscar what came of it with Petra, by Friday.
This week: Tell Oscar what came of it with Petra, Fri 23 October

Wednesday 21 October
You and Petra finished on 21 October.
Today: Nothing to do today. You’re up to date with everyone.

Monday 30 November
You and Petra finished on 21 October.
Today: Nothing to do today. You’re up to date with everyone.

Sunday 10 January
You and Petra finished on 21 October 2026.
Today: Nothing to do today. Next: stay in touch with Petra, on 21 January.
Later: Stay in touch with Petra, Thu 21 January

Friday 22 January
You and Petra finished on 21 October 2026.
Today: Stay in touch with Petra

Friday 22 January
You and Petra finished on 21 October 2026.
Today: Nothing to do today. You’re up to date with everyone.

Tuesday 2 March
You and Petra finished on 21 October 2026.
Today: Nothing to do today. You’re up to date with everyone.
"""
