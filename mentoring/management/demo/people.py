"""The people, goals and asks of the sample story: plain data, every day counted from today."""

from typing import Any

# Days are counted from today: -7 is a week ago, 18 in two and a half weeks.
GOALS: list[dict[str, Any]] = [
    {
        "title": "Run a weekly operations meeting people find useful",
        "area": "skill",
        "why": "Eight of us lose an hour every Monday, and nobody remembers what was decided.",
        "success": "Four Mondays in a row, we end on time and every action has an owner.",
        "target": 78,
        "steps": [
            ("Sit in on Grace’s Monday meeting", "", None, -20),
            ("Send the agenda two days before, with one question for each point", "", None, -6),
            ("End on time twice in a row", "", 11, None),
            ("Write down an owner and a day for every action", "", 25, None),
            ("Ask two people from the meeting what to drop", "", 60, None),
        ],
    },
    {
        "title": "Read the balance sheet and explain how each unit contributes",
        "area": "business",
        "why": "I now sign off spending, and I can’t yet see how what my team does shows up in the numbers.",
        "success": "I walk my director through our quarter on one page, without help.",
        "target": 141,
        "steps": [
            ("Get last year’s accounts from Elena", "", None, -13),
            ("List our unit’s costs and where each one lands", "One page. Ask Elena to check it.", 8, None),
            ("Draft the quarter on one page", "", 49, None),
            ("Walk my director through it", "", 141, None),
        ],
    },
    {
        "title": "Settle into leading people who were my peers",
        "area": "role",
        "why": "In January I was one of them; now I plan their week and rate their work.",
        "success": "Nobody on the team goes around me, and I’ve had one hard talk with each of them.",
        "target": None,
        "steps": [
            ("Ask each of the six what should stay as it is", "", None, None),
            ("Rehearse one hard talk before I have it", "", None, None),
            ("Agree on who decides what", "", None, None),
        ],
    },
]

MEETS, NOT, DUNNO = "meets", "does_not", None
PROSPECTS = (
    "Margaret Lindqvist", "Ruth Abernethy", "Daniel Osei", "Tomás Ferreira", "Yusuf Demir", "Kofi Mensah",
)  # fmt: skip
# text, kind, importance, goals served, how to find out, search words, suggestion; then an answer a prospect.
CRITERIA = [
    (
        (
            "Has run operations for a team of 30 or more",
            "experience",
            "must",
            (1, 3),
            "profile",
            "operations",
            "",
        ),
        [
            (MEETS, "140 people at Aldergrove", "profile"),
            (MEETS, "60, in two sites", "profile"),
            (MEETS, "Runs a depot of 85 people (Ben)", "introducer"),
            (MEETS, "45, across four countries", "profile"),
            (MEETS, "Plant of 200", "profile"),
            (DUNNO, "", ""),
        ],
    ),
    (
        ("At least 20 years post-degree", "experience", "must", (), "profile", "", "twenty-years"),
        [
            (MEETS, "Since 1991", "profile"),
            (MEETS, "Since 1998", "profile"),
            (MEETS, "Since 2003", "profile"),
            (NOT, "Since 2011: 15 years", "profile"),
            (DUNNO, "", ""),
            (MEETS, "Since 1999", "profile"),
        ],
    ),
    (
        (
            "Reads a balance sheet, and can teach it",
            "skill",
            "must",
            (2,),
            "meeting",
            "finance",
            "balance-sheet",
        ),
        [
            (MEETS, "Sat on the finance committee", "meeting"),
            (MEETS, "Holds the P&L", "profile"),
            (DUNNO, "", ""),
            (MEETS, "Chartered, 2016", "profile"),
            (NOT, "Says it’s no strength", "introducer"),
            (MEETS, "Signs off theirs every month", "profile"),
        ],
    ),
    (
        ("Has an hour a month for six months", "practicality", "must", (), "meeting", "", "time"),
        [
            (MEETS, "Said so when we met", "meeting"),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
        ],
    ),
    (
        ("Has led people who were their peers", "experience", "nice", (3,), "meeting", "", "led-peers"),
        [
            (MEETS, "Twice", "meeting"),
            (NOT, "Always joined from outside", "profile"),
            (MEETS, "From shift lead, 2014", "introducer"),
            (DUNNO, "", ""),
            (MEETS, "From the line, 2019", "introducer"),
            (DUNNO, "", ""),
        ],
    ),
    (
        ("Close enough to meet in person", "practicality", "nice", (), "profile", "Leeds", "near"),
        [
            (MEETS, "Harrogate, 30 min", "profile"),
            (MEETS, "York, 40 min", "profile"),
            (MEETS, "Leeds, 15 min", "profile"),
            (NOT, "Manchester; video only", "profile"),
            (MEETS, "Sheffield, 1 hour", "profile"),
            (MEETS, "Leeds, 20 min", "profile"),
        ],
    ),
    (
        ("Known for meetings that end on time", "skill", "nice", (1,), "introducer", "", ""),
        [
            (DUNNO, "", ""),
            (DUNNO, "", ""),
            (MEETS, "“Daniel’s 20-minute stand-up” (Ben)", "introducer"),
            (MEETS, "Priya says so", "introducer"),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
        ],
    ),
    (
        ("Direct, and kind about it", "attribute", "nice", (), "meeting", "", "personality"),
        [
            (MEETS, "First meeting", "meeting"),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
            (DUNNO, "", ""),
        ],
    ),
]

# name, role, company, place, tags, days since the last talk (None: not yet), since when a prospect
CONTACTS = [
    ("Margaret Lindqvist", "Retired COO", "Aldergrove Dairies", "Harrogate", (), None, -33),
    ("Daniel Osei", "Director of Operations", "Kestrel Cold Chain", "Leeds", ("Conference",), None, -8),
    ("Tomás Ferreira", "VP Supply Chain", "Halden Packaging", "Manchester", (), None, -14),
    ("Ruth Abernethy", "Operations Director", "Calder Mutual", "York", ("Conference",), None, -10),
    ("Yusuf Demir", "Plant Manager", "Orrin Components", "Sheffield", (), -3, -5),
    ("Priya Raman", "Product Lead", "Tallow & Finch", "Leeds", ("University",), -14, None),
    ("Ben Whitlock", "Regional Sales Manager", "Northgate Foods", "Leeds", ("Northgate",), -7, None),
    ("Grace Mbeki", "Head of People", "Northgate Foods", "Leeds", ("Northgate",), -31, None),
    ("Sam Kowalski", "Programme Manager", "Calder Mutual", "York", ("Conference",), -10, None),
    ("Elena Petrova", "Finance Business Partner", "Northgate Foods", "Leeds", ("Northgate",), -36, None),
    ("Hannah Clarke", "Consultant", "Fernhill Advisory", "London", ("University",), -17, None),
    ("Aisha Bello", "Warehouse Supervisor", "Northgate Foods", "Leeds", ("Northgate",), None, None),
    ("Łukasz Wiśniewski", "Transport Planner", "Mercer Haulage", "Wakefield", (), -51, None),
    ("Fatima Alaoui", "Quality Manager", "Orrin Components", "Sheffield", (), None, None),
    ("Niamh Gallagher", "Engineering Lead", "Fennick Energy", "Dublin", ("University",), -90, None),
    ("Jonas Bergström", "Category Buyer", "Halden Packaging", "Manchester", (), None, None),
    ("Kofi Mensah", "Finance Director", "Tallow & Finch", "Leeds", (), None, -3),
    ("Rosa Delgado", "Lecturer, Operations", "University of Aire", "Leeds", ("University",), -124, None),
    ("Oliver Grant", "Civil Engineer", "Stonegate Works", "Bradford", (), None, None),
    ("Wei-Ling Chen", "Data Analyst", "Northgate Foods", "Leeds", ("Northgate",), -13, None),
    ("Marta Nowak", "Site Manager", "Mercer Haulage", "Wakefield", (), None, None),
    ("Anil Kapoor", "Procurement Lead", "Aldergrove Dairies", "Harrogate", (), -70, None),
    ("Beth Sinclair", "Shift Lead", "Northgate Foods", "Leeds", ("Northgate",), None, None),
    ("Carlos Vega", "Operations Analyst", "Kestrel Cold Chain", "Hull", ("University",), -40, None),
]

# Who said “not now”: on which day, what they said, and from when on they may be asked again.
NOT_NOW = {"Yusuf Demir": (-3, "Would like to, once the new line runs.", 163)}

# Who is written to without an introduction, and how they are known; the goal, what for, the days of pledge and message.
KNOWN = ("Kofi Mensah", "We sat next to each other on a finance course in 2015")
DIRECT = (2, "learn which lines a finance director reads first", -3, -2)

# What may get in the way of a step, and what is done then.
IF_THEN = {"End on time twice in a row": ("someone runs over", "take it up with them after the meeting")}

# The day from which a nudge is due on the next working day: how long ago that is, the weekend decides.
NUDGED_NEXT = "nudged next"

# introducer, prospect, goal, purpose, days of the facts, reason for closing
INTRODUCTIONS: list[tuple[str, str | None, int, str, dict[str, Any], str]] = [
    (
        "Grace Mbeki", "Margaret Lindqvist", 1, "Learn how a weekly meeting is run well",
        {"asked_on": -30, "checked_on": -24, "made_on": -23, "written_on": -22, "thanked_on": -22,
         "answered_on": -20, "met_on": -7}, "",
    ),
    (
        "Priya Raman", "Tomás Ferreira", 2, "See how a supply chain shows up in the accounts",
        {"asked_on": -13, "made_on": -3, "written_on": -3, "answered_on": -2}, "",
    ),
    (
        "Ben Whitlock", "Daniel Osei", 3, "Ask how it was to lead former peers",
        {"asked_on": -6, "made_on": -1}, "",
    ),
    ("Sam Kowalski", "Ruth Abernethy", 2, "Learn to read a quarter on one page", {"asked_on": NUDGED_NEXT}, ""),
    ("Elena Petrova", None, 2, "Learn to explain our balance sheet", {}, ""),
    (
        "Hannah Clarke", None, 1, "Find somebody who has run a big team’s week",
        {"asked_on": -17, "closed_on": -8, "thanked_on": -8}, "introducer_declined",
    ),
]  # fmt: skip
