"""The wording of goals: what is a wish is told so, and what can be watched or counted is not."""

import pytest

from mentoring.advice import prompts
from mentoring.forms.goals import IDEAS
from mentoring.management import demo
from mentoring.models.goal_wording import is_specific

WISHES = """
    Learn
    Become a better leader
    Be better at leadership
    Improve my communication skills
    Improve my management skills
    Get better at public speaking
    Get better at running meetings
    Speak with confidence
    Learn to delegate
    Delegate more
    Delegate better
    Negotiate better
    Run better meetings
    Give better feedback to my team
    Speak up more in meetings
    Learn how to manage people
    Learn Python
    Be more confident
    Learn about finance
    Understand finance
    Understand the business
    Understand how the business works
    Know our numbers
    Be more strategic
    Learn about supply chain management
    Learn about sales and marketing
    Learn about AI in healthcare
    Understand the market better
    See how others do it
    See other companies
    Learn how other companies work
    Learn how other companies do what we do
    Get more exposure to other companies
    Talk to people in other industries
    Network more
    Grow my network
    Build relationships with stakeholders
    Meet interesting people
    Settle into my new job
    Find my feet in my new role
    Succeed in my new role
    Be a good manager
    Be a leader people trust
    Be a leader who inspires people
    Lead a team
    Make an impact
    Have more time
    Have better work-life balance
    Have more time for my family
    Be less stressed
    Work less
    Stop working so much
    Manage my time better
    Say no more often
    Get promoted
    Move up
    Advance my career
    Change careers
    Find a new job
    Take on more responsibility
    Take the next step in my career
    Be ready for the next level
    Become a manager
    Build a career in design
    Do work that matters
    I want to be more visible
    Be happier at work
    Learn something new
    Find a mentor
    Become a CEO one day
    Excel skills
    Public speaking
    Lead projects
    Manage projects better
    Take on bigger projects
    Lead from the front
    Lead people from start to finish better
    Change my career from start to finish
    Work on my own
    Be in charge of things
    Get off to a good start
    Grow from manager to leader
    Go from good to great
    Say no
    Give feedback to my team
    Show empathy to my team
    Communicate better with my boss
    Manage my boss better
    Present more confidently to my boss
    Stand up for myself
    Be taken seriously
    Mentor people
    Go through hard times
    Cope with difficult people
    Deal with conflict on my own
    Decide what I want
    Find out what I want
    Make better decisions
    See the bigger picture
    Get out of my comfort zone
    Understand the numbers
    Be financially literate
    Get to know other companies
    Broaden my horizons
    Not be so stressed
    Switch off in the evening
    Spend more time with my family
    Climb the ladder
    Find my place in the team
    Win the trust of my team
    Start well in my new job
    Find a better job
    Become a director
    Be a role model
    Get my head around AI
    Stop feeling like a fraud
    Bring my A game every day
    Unlock my full potential
    Reach my potential
    Give it my all every day
    Find a better job
    Find a new role
    Be promoted to the next level
    Learn Python by June
    Learn how other hospitals work
    Find out in two months whether management is for me
    Write clearer reports for the board
    Improve by 10 percent
    Speed up our process
    Find and
""".strip().split("\n")

GOALS = """
    Run a weekly operations meeting people find useful
    Delegate one project a month
    Present our quarterly results to the board without notes
    Negotiate my next contract with the supplier
    Give feedback to each of my six reports every month
    Learn to read a profit and loss statement
    Learn enough SQL to answer my own questions
    Write a one-page strategy for my team
    Chair the safety committee
    Hold a hard conversation with a peer
    Speak at a conference
    Ask a question in every meeting
    Find and try three ways to give feedback
    Find and try two ways to open a negotiation
    Learn how to build a forecast in a spreadsheet
    Interview candidates on my own
    Handle customer complaints without my manager
    Code-review without a senior beside me
    Read the balance sheet
    Read the balance sheet and explain how each unit contributes
    Understand how each unit contributes
    Explain our margins to my team
    Know what each of our five units earns
    Build a forecast model for my unit
    Understand how our pricing team sets a price
    Find three ways our warehouse loses money
    Improve our on-time delivery from 80 to 95 percent
    Increase sales in the north by ten percent
    Talk to five people who moved from engineering to product
    Visit three companies
    Spend a day in each of three factories
    Meet ten founders in healthcare
    See how two other hospitals schedule nurses
    Learn how other companies run their warehouses
    Shadow a CFO for a week
    Compare how four competitors onboard customers
    Lead the launch of the new app
    Settle into leading people who were my peers
    Lead former peers
    Have a one-to-one with every team member each week
    Hire my first two engineers
    Have a plan for my first 90 days
    Decide which of my old tasks I hand over
    Tell both teams who decides what
    Get my first paying customer
    Leave work by six three days a week
    Say no to work that isn't mine
    Stop answering email after eight
    Be home for dinner four nights a week
    Take every Friday afternoon off
    Keep weekends free of work
    Protect two mornings a week for deep work
    Have two evenings a week for my family
    Work from home two days a week
    Reduce my overtime to two hours a week
    Move from sales to product management
    Apply for the regional manager role by spring
    Get promoted to senior engineer by June
    Be ready to apply for plant manager
    Become head of operations at the Leeds plant
    List the five gaps between me and a director's job
    Ask three hiring managers what they look for
    Win ten paying customers for the workshop
    Launch a podcast about logistics
    Teach a class at the evening school
    Lead a project from start to finish
    Lead a small project from beginning to end
    See a project through from start to finish
    Run a workshop from start to finish
    Manage a project on my own
    Take the lead on a client project
    Take charge of the supplier audit
    Lead a team through a reorganisation
    Present my work to the whole company
    Give a five-minute talk to my department
    Explain to my team how we make money
    Explain our business model to a new colleague
    Say no to my boss
    Learn to say no to my boss
    Disagree with my boss in a meeting
    Ask my boss for a raise
    Speak up once in every team meeting
    Mentor a junior developer
    Coach one of my people every week
    Let my team decide without me
    Resolve a conflict between two people in my team
    Work out what each customer costs us
    Read the monthly management report on my own
    Have coffee with one person from another company each month
    Go to one industry event a month
    Meet three people who work at start-ups
    Tell my former peers what changes now
    Draw up a 90-day plan and agree it with my boss
    Run my first team meeting as their manager
    Not work at weekends
    Take two weeks off without checking email
    Pick up the kids from school twice a week
    Leave the office at five on Tuesdays
    Turn down one request a week
    Decide whether to stay or go
    Decide whether I want to manage people
    Decide between two job offers
    Pass the exam for chartered accountant
    Write a job description for the role I want
    Sell my first product
    Set prices for my services
    Die Wochenbesprechung auf die Minute leiten
    Find a job as a data analyst
    Be promoted to head teacher
    Get a first post as a curator
    Become promoted to partner
    Unlock three new accounts with schools
    Stop working on Sundays
    Move to Leeds by June
    Find and visit a foundry
    Run two better workshops
    Write clearer reports without jargon
    Explain 9 contracts
""".strip().split("\n")


@pytest.mark.parametrize("title", [line.strip() for line in WISHES])
def test_a_wish_is_told_to_be_one(title):
    assert not is_specific(title)


@pytest.mark.parametrize("title", [line.strip() for line in GOALS])
def test_a_goal_that_can_be_watched_or_counted_is_specific(title):
    assert is_specific(title)


@pytest.mark.parametrize("one", [prompts.GENERAL, *prompts.BY_AREA.values()], ids=lambda one: str(one.vague))
def test_the_products_own_examples_are_what_they_are_called(one):
    assert not is_specific(str(one.vague))
    assert is_specific(str(one.example))


@pytest.mark.parametrize("title", [str(idea[-1]) for idea in IDEAS] + [goal["title"] for goal in demo.GOALS])
def test_what_the_product_proposes_is_specific(title):
    assert is_specific(title)


def test_no_more_than_500_characters_are_read():
    assert is_specific("Explain 9".rjust(500))
    assert not is_specific("Explain 9".rjust(501))


@pytest.mark.parametrize("title", ["", "   ", "…", "12", "x" * 100_000, "a " * 50_000, "to " * 5000, "\x00"])
def test_any_text_has_an_answer(title):
    assert is_specific(title) in (True, False)
