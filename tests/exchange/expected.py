"""What each sample holds, to the letter: kind of entry, line, and every field that is not empty."""

import datetime as dt

EXPECTED = {
    "google-old.csv": (
        "google",
        [
            {
                "kind": "Row",
                "line": 2,
                "name": "Ben Whitlock",
                "email": "ben@example.org",
                "emails": ("ben@example.org",),
                "phone": "0113 555 0100",
                "phones": ("0113 555 0100",),
                "company": "Northgate Foods",
                "role": "Regional Sales Manager",
                "place": "Leeds",
                "notes": "Old friend",
                "tags": ("Sailing",),
            }
        ],
    ),
    "google.csv": (
        "google",
        [
            {
                "kind": "Row",
                "line": 2,
                "name": "Grace Mbeki",
                "email": "grace@example.org",
                "emails": ("grace@example.org", "grace@aldergrove.example", "g.mbeki@example.com"),
                "phone": "+27 82 555 0101",
                "phones": ("+27 82 555 0101", "+27 82 555 0102"),
                "linkedin": "https://www.linkedin.com/in/grace-mbeki",
                "company": "Aldergrove Dairies",
                "role": "Site Director",
                "place": "Cape Town, South Africa",
                "notes": "Met at the fair\nLikes boats\n\nTitle: Dr\nBirthday: 1980-04-01\nAlso called: Gee\n"
                "Department: Plant 2\nAddress: 1 Quay, 8001 Cape Town, South Africa\n"
                "Work: grace@aldergrove.example\nHome: g.mbeki@example.com\nMobile: +27 82 555 0102",
                "tags": ("Navy",),
            },
            {
                "kind": "Row",
                "line": 5,
                "name": "sam@example.org",
                "email": "sam@example.org",
                "emails": ("sam@example.org",),
            },
        ],
    ),
    "book.ldif": (
        "ldif",
        [
            {
                "kind": "Row",
                "line": 3,
                "name": "Jörg Müller",
                "email": "joerg@example.org",
                "emails": ("joerg@example.org", "second@example.org"),
                "phone": "+49 30 5550100",
                "phones": ("+49 30 5550100", "+49 170 5550101"),
                "linkedin": "https://www.linkedin.com/in/joerg-m",
                "company": "Straßenbau, Inc.",
                "role": "Chief",
                "place": "Köln, NRW, Germany",
                "notes": "one line, folded\n\nDepartment: Plant\nAddress: Ring 1, 50667 Köln, NRW, Germany\n"
                "Email: second@example.org\nFax: +49 30 5550109\nMobile: +49 170 5550101",
            },
            {
                "kind": "Trouble",
                "line": 27,
                "reason": "This card is a group or a company, not a person.",
            },
            {
                "kind": "Row",
                "line": 32,
                "name": "only@example.org",
                "email": "only@example.org",
                "emails": ("only@example.org",),
            },
        ],
    ),
    "linkedin-old.csv": (
        "linkedin",
        [
            {
                "kind": "Row",
                "line": 2,
                "name": "Priya Raman",
                "email": "priya@example.org",
                "emails": ("priya@example.org",),
                "company": "Tallow",
                "role": "Lead",
                "known_since": dt.date(2022, 2, 7),
                "known_since_text": "7-Feb-22",
            }
        ],
    ),
    "linkedin-semicolons.csv": (
        "linkedin",
        [
            {
                "kind": "Row",
                "line": 5,
                "name": "Priya Raman",
                "linkedin": "https://www.linkedin.com/in/priya-raman",
                "company": "Tallow",
                "role": "Lead",
                "known_since": dt.date(2024, 3, 12),
                "known_since_text": "12-Mar-24",
            }
        ],
    ),
    "linkedin.csv": (
        "linkedin",
        [
            {
                "kind": "Row",
                "line": 7,
                "name": "Priya Raman",
                "linkedin": "https://www.linkedin.com/in/priya-raman",
                "company": "Tallow & Finch, Inc.",
                "role": "Product Lead",
                "known_since": dt.date(2024, 3, 12),
                "known_since_text": "12 Mar 2024",
            },
            {
                "kind": "Row",
                "line": 8,
                "name": "Dana Lee, PMP",
                "email": "dana@example.org",
                "emails": ("dana@example.org",),
                "linkedin": "https://www.linkedin.com/in/d%C3%A4na-lee",
                "company": "Calder Mutual",
                "role": "Head of Operations, EMEA",
                "known_since": dt.date(2022, 2, 7),
                "known_since_text": "07 Feb 2022",
            },
            {
                "kind": "Row",
                "line": 10,
                "name": "Cher",
                "linkedin": "https://www.linkedin.com/in/cher",
                "known_since": dt.date(2019, 1, 1),
                "known_since_text": "1 Jan 2019",
            },
            {
                "kind": "Row",
                "line": 11,
                "name": "Jörg 🚀 Müller",
                "linkedin": "https://www.linkedin.com/in/joerg-m",
                "role": '=HYPERLINK("http://x")',
                "known_since": dt.date(2024, 3, 12),
                "known_since_text": "12 mars 2024",
            },
            {
                "kind": "Row",
                "line": 12,
                "name": "https://www.linkedin.com/in/nobody",
                "linkedin": "https://www.linkedin.com/in/nobody",
                "company": "Kestrel",
                "known_since": dt.date(2024, 3, 12),
                "known_since_text": "12 Mar 2024",
                "remarks": ("There’s no name in it, so we used what else it says.",),
            },
        ],
    ),
    "old-phone.vcf": (
        "vcard",
        [
            {
                "kind": "Row",
                "line": 1,
                "name": "Jörg Müller",
                "email": "joerg@example.org",
                "emails": ("joerg@example.org",),
                "phone": "0170 5550101",
                "phones": ("0170 5550101",),
                "company": "Straßenbau",
                "place": "München, Germany",
                "notes": "Grüße\n\nDepartment: Amt\nAddress: Ring 1, 80331 München, Germany",
            }
        ],
    ),
    "outlook.csv": (
        "outlook",
        [
            {
                "kind": "Row",
                "line": 2,
                "name": "Zoë M. Weiß",
                "email": "zoe@example.org",
                "emails": ("zoe@example.org", "zoe.w@example.com"),
                "phone": "+49 30 5550100",
                "phones": ("+49 30 5550100", "+49 170 5550101"),
                "company": "Fennick Energy",
                "role": "Head of Planning",
                "place": "Köln, Germany",
                "notes": "Line one\nline two\n\nTitle: Dr.\nDepartment: Grid\nEmail: zoe.w@example.com\n"
                "Mobile phone: +49 170 5550101",
                "tags": ("Energy", "Board"),
            }
        ],
    ),
    "phone.vcf": (
        "vcard",
        [
            {
                "kind": "Row",
                "line": 1,
                "name": "Margaret Lindqvist",
                "email": "margaret@example.org",
                "emails": ("margaret@example.org", "m.lindqvist@example.com"),
                "phone": "+46 70 555 01 01",
                "phones": ("+46 70 555 01 01",),
                "linkedin": "https://www.linkedin.com/in/margaret-lindqvist",
                "company": "Kestrel Cold Chain",
                "role": "Director",
                "place": "Göteborg, Sweden",
                "notes": "Met at the harbour\nLikes sailing, not motor boats\n\nDepartment: Operations\n"
                "Address: Storgatan 1, 411 01 Göteborg, Sweden\nHome: m.lindqvist@example.com\nWeb: https://example.org/blog",
                "tags": ("Board", "Former boss"),
            },
            {"kind": "Trouble", "line": 21, "reason": "This card is a group or a company, not a person."},
            {
                "kind": "Row",
                "line": 26,
                "name": "Ruth Abernethy",
                "email": "ruth@example.org",
                "emails": ("ruth@example.org", "second@example.org"),
                "phone": "+44-113-555-0101 ext. 9",
                "phones": ("+44-113-555-0101 ext. 9",),
                "notes": "Birthday: 19700310\nEmail: second@example.org",
            },
            {
                "kind": "Row",
                "line": 35,
                "name": "Broken",
                "notes": "this is no line of a card",
                "remarks": ("Line 38 of the file isn’t part of a card. It was moved to the notes.",),
            },
            {
                "kind": "Row",
                "line": 40,
                "name": "Nobody ends me",
                "remarks": ("This card has no end. Check that nothing is missing.",),
            },
            {
                "kind": "Row",
                "line": 43,
                "name": "only@example.org",
                "email": "only@example.org",
                "emails": ("only@example.org",),
            },
        ],
    ),
    "table.csv": (
        "table",
        [
            {
                "kind": "Row",
                "line": 3,
                "name": "Yusuf Karaca",
                "email": "yusuf@example.org",
                "emails": ("yusuf@example.org",),
                "company": "Mercer GmbH",
                "place": "Köln",
                "notes": "sagt; gern",
            },
            {
                "kind": "Row",
                "line": 6,
                "name": "Ross",
                "place": "Bonn",
                "notes": "Email: kein@",
                "remarks": ("Something that isn’t an email address was moved to the notes.",),
            },
        ],
    ),
}
