"""Made-up LinkedIn archives: raw files as LinkedIn writes them, with the facts that a reader has to come to.

Everybody and every word is invented. Each text that somebody “wrote” has SECRET in it, so that a test can look for it.
"""

import csv
import datetime as dt
import io
import zipfile
from dataclasses import dataclass, field
from random import Random

SECRET = "brackenwhist"
OWNER = ("Ana", "Prates", "ana-prates-4711")
FIRST_NAMES = (
    "Ben", "Ruth", "Tomáš", "Zoë", "Sam", "Niamh", "Kofi", "Jonas", "Priya", "Łukasz", "Wei-Ling", "Amara",
    "Oluwaseun", "Marta", "Bo", "Émile",
)  # fmt: skip
LAST_NAMES = (
    "Okafor", "Lindahl", "Dvořák", "Marchetti", "Reyes", "Gallagher", "Mensah", "Bergström", "Raman", "Wiśniewski",
    "Chen", "Nwosu", "Adeyemi", "Nowak", "O’Neil", "Ørsted", "Hahn", "Quast", "Torres", "Vega", "Delgado",
    "Abernethy", "Kowalski", "Petrova",
)  # fmt: skip
ROLES = (
    "Analyst", "Buyer", "Engineer", "Team Lead", "Product Manager", "Head of Operations", "Plant Director",
    "VP Supply Chain", "Chief of Staff", "Managing Director", "Founder", "Consultant",
)  # fmt: skip
COMPANIES = (
    "Harbour Logistics",
    "Norrsken Foods",
    "Vltava Steel",
    "Lumen",
    "Tallow & Finch",
    "Mercer, Ltd",
    "",
)

MESSAGES = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
    "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT",
)  # fmt: skip
CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
INVITATIONS = ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")
PROFILE = (
    "First Name",
    "Last Name",
    "Maiden Name",
    "Address",
    "Birth Date",
    "Headline",
    "Summary",
    "Industry",
)
RECOMMENDATIONS = ("First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status")
NOTES = '{quote}Notes:{quote}\r\n"When exporting your connection data, you may notice that some are missing."\r\n\r\n'

NOTHING = {
    "sent": 0, "received": 0, "days": 0, "first_on": None, "last_on": None, "connected_on": None, "invited_by": "",
    "recommended_me_on": None, "recommended_them_on": None, "endorsed_me": 0, "endorsed_them": 0,
    "last_endorsed_on": None,
}  # fmt: skip


@dataclass
class Person:
    """Somebody of an archive, and what its reader has to know of them: `counts`, by the columns of a tie."""

    first: str
    last: str
    slug: str = ""
    company: str = ""
    role: str = ""
    email: str = ""
    # How they were called when they wrote; the same as today, unless they have married since.
    name_then: str = ""
    is_connection: bool = True
    # Somebody with a namesake and no address: nothing can be told of them but the day on which they connected.
    is_one_of_two: bool = False
    counts: dict = field(default_factory=lambda: dict(NOTHING))

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def url(self) -> str:
        return f"https://www.linkedin.com/in/{self.slug}" if self.slug else ""


@dataclass
class Archive:
    """The files of an archive by their names, as rows under a heading, and the people in it."""

    headings: dict[str, tuple[str, ...]]
    rows: dict[str, list[dict[str, str]]]
    people: list[Person]
    is_quoted: bool = True
    bom: bool = False

    def text(self, name: str) -> str:
        """One file as LinkedIn writes it."""
        found = io.StringIO(newline="")
        if name == "Connections.csv":
            found.write(NOTES.format(quote='"' if self.is_quoted else ""))
        how = csv.QUOTE_ALL if self.is_quoted else csv.QUOTE_MINIMAL
        writer = csv.writer(found, quoting=how, lineterminator="\r\n")
        writer.writerow(self.headings[name])
        writer.writerows([row.get(one, "") for one in self.headings[name]] for row in self.rows[name])
        return ("\ufeff" if self.bom else "") + found.getvalue()

    def zipped(self, *names: str, **others: bytes) -> bytes:
        """These of its files as a ZIP, or all of them; beside them others, with a dot for each double underscore."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for name in names or self.rows:
                packed.writestr(name, self.text(name))
            for name, data in others.items():
                packed.writestr(name.replace("__", "."), data)
        return file.getvalue()

    @property
    def facts(self) -> dict[str, dict]:
        """By the names of those who may be told something of: every count as it has to be read."""
        return {person.name: person.counts for person in self.people if not person.is_one_of_two}


def archive(
    seed: int = 7,
    ties: int = 1000,
    today: dt.date = dt.date(2026, 11, 28),
    *,
    columns: int = 11,
    messages: int = 6,
    is_quoted: bool = True,
    has_addresses: bool = True,
    bom: bool = False,
) -> Archive:
    """An archive of so many connections and messages of twelve years, the same for one seed.

    `columns` are those of messages.csv: 9 as it was until 2023, 10 with the folder, 11 with attachments, 13 with
    drafts. `messages` is the most that somebody often writes on a few days. Without `has_addresses` invitations name
    nobody's profile.
    """
    return _Maker(Random(seed), today, columns, messages, has_addresses).archive(ties, is_quoted, bom)


class _Maker:
    def __init__(self, chance: Random, today: dt.date, columns: int, messages: int, has_addresses: bool):
        self.chance, self.today, self.messages = chance, today, messages
        self.headings = {
            "Connections.csv": CONNECTIONS,
            "messages.csv": MESSAGES[:columns],
            "Invitations.csv": INVITATIONS if has_addresses else INVITATIONS[:5],
            "Endorsement_Received_Info.csv": _endorsements("Endorser"),
            "Endorsement_Given_Info.csv": _endorsements("Endorsee"),
            "Recommendations_Received.csv": RECOMMENDATIONS,
            "Recommendations_Given.csv": RECOMMENDATIONS,
            "Profile.csv": PROFILE,
        }
        self.rows: dict[str, list[dict[str, str]]] = {name: [] for name in self.headings}
        self.me = Person(*OWNER)
        self.conversations = 0

    def archive(self, ties: int, is_quoted: bool, bom: bool) -> Archive:
        people = [self.person(number) for number in range(ties)]
        for person in people:
            self.connect(person)
            self.know(person)
        namesakes = [Person("Alex", "Twin", is_one_of_two=True) for _time in range(2)]
        for person in namesakes:
            self.connect(person)
        self.write(namesakes[0], [self.day(400)], mine=[True], is_counted=False)
        strangers = [self.stranger(number) for number in range(max(2, ties // 50))]
        self.noise(people)
        self.rows["Profile.csv"].append(
            {"First Name": OWNER[0], "Last Name": OWNER[1], "Headline": f"Team lead {SECRET}"}
        )
        for rows in self.rows.values():
            self.chance.shuffle(rows)
        return Archive(self.headings, self.rows, [*people, *namesakes, *strangers], is_quoted, bom)

    # People

    def person(self, number: int) -> Person:
        """Every name once: the second name tells the hundreds."""
        first = FIRST_NAMES[number % len(FIRST_NAMES)]
        last = LAST_NAMES[number // len(FIRST_NAMES) % len(LAST_NAMES)]
        if hundreds := number // (len(FIRST_NAMES) * len(LAST_NAMES)):
            last = f"{last}-{LAST_NAMES[hundreds % len(LAST_NAMES)]}"
        person = Person(first, last, slug=f"p{number}-{self.chance.randrange(10**6):06x}")
        if number % 50 == 49:
            person.slug = ""
        elif number % 40 == 39:
            person.name_then = f"{first} Before-{number}"
        person.role = self.chance.choice(ROLES)
        person.company = self.chance.choice(COMPANIES)
        if number % 7 == 0:
            person.email = f"person{number}@example.org"
        return person

    def day(self, least: int, most: int = 12 * 365) -> dt.date:
        """A day so many days ago."""
        return self.today - dt.timedelta(days=self.chance.randint(least, max(least, most)))

    def connect(self, person: Person) -> None:
        person.counts["connected_on"] = on = self.day(1)
        row = {"First Name": person.first, "Last Name": person.last, "URL": person.url}
        row |= {"Email Address": person.email, "Company": person.company, "Position": person.role}
        self.rows["Connections.csv"].append(row | {"Connected On": on.strftime("%d %b %Y")})

    def know(self, person: Person) -> None:
        """What passed between the two: of some much, of many nothing."""
        lot = self.chance.random()
        if lot < 0.12:  # in touch now
            self.talk(person, [self.day(0, 300) for _day in range(self.chance.randint(1, 4))])
        elif lot < 0.3:  # quiet for years
            self.talk(person, [self.day(3 * 366 + 2) for _day in range(self.chance.randint(1, 6))])
        elif lot < 0.4:  # in between
            self.talk(person, [self.day(400, 3 * 366) for _day in range(self.chance.randint(1, 3))])
        elif lot < 0.5:  # one way
            self.write(person, [self.day(0)], mine=[self.chance.random() < 0.5])
        if self.chance.random() < 0.4:
            self.invite(person)
        if self.chance.random() < 0.1:
            self.endorse(person, "Received")
        if self.chance.random() < 0.06:
            self.endorse(person, "Given")
        if self.chance.random() < 0.04:
            self.recommend(person, "Received", "recommended_me_on")
        if self.chance.random() < 0.04:
            self.recommend(person, "Given", "recommended_them_on")

    def stranger(self, number: int) -> Person:
        """Somebody the owner wrote with who is no connection; each second one only wrote to them."""
        person = Person("Ines", f"Stranger {number}", slug=f"stranger-{number}", is_connection=False)
        mine = [False, number % 2 == 0, False]
        self.write(person, sorted(self.day(5, 900) for _day in mine), mine)
        return person

    # What passed

    def talk(self, person: Person, days: list[dt.date]) -> None:
        for day in sorted(days):
            number = self.chance.randint(1, self.messages)
            self.write(person, [day] * number, [self.chance.random() < 0.5 for _message in range(number)])

    def write(self, person: Person, days, mine, is_counted: bool = True) -> None:
        """Messages between the two alone; one from somebody without an address doesn't count."""
        conversation = self.conversation()
        for on, is_mine in zip(days, mine, strict=True):
            sender, recipient = (self.me, person) if is_mine else (person, self.me)
            self.message(conversation, sender, [recipient], on)
            if not is_counted or not sender.slug:
                continue
            counts = person.counts
            counts["sent" if is_mine else "received"] += 1
            seen = vars(person).setdefault("days_seen", set())
            seen.add(on)
            counts |= {"days": len(seen), "first_on": min(seen), "last_on": max(seen)}

    def conversation(self) -> str:
        self.conversations += 1
        return f"2-{self.conversations:06x}"

    def message(
        self, conversation: str, sender: Person, recipients: list[Person], on: dt.date, **more
    ) -> None:
        moment = f"{on} {self.chance.randrange(24):02}:{self.chance.randrange(60):02}:07 UTC"
        row = {
            "CONVERSATION ID": conversation,
            "FROM": sender.name_then or sender.name,
            "SENDER PROFILE URL": sender.url,
            "TO": ",".join(one.name_then or one.name for one in recipients),
            "RECIPIENT PROFILE URLS": ",".join(filter(None, (one.url for one in recipients))),
            "DATE": moment,
            "SUBJECT": self.chance.choice(["", f"About the {SECRET}"]),
            "CONTENT": self.words(),
            "FOLDER": self.chance.choice(["INBOX", "INBOX", "ARCHIVE"]),
        }
        self.rows["messages.csv"].append(row | more)

    def words(self) -> str:
        return self.chance.choice([
            f"Hello, {SECRET} here", f'She said "{SECRET}"\nand left, at noon', f"<p>{SECRET}</p>\r\n\r\nBest", SECRET,
        ])  # fmt: skip

    def invite(self, person: Person) -> None:
        is_mine = self.chance.random() < 0.5
        inviter, invitee = (self.me, person) if is_mine else (person, self.me)
        person.counts["invited_by"] = "me" if is_mine else "them"
        on = person.counts["connected_on"]
        row = {"From": inviter.name, "To": invitee.name, "Message": self.words()}
        row |= {"Sent At": f"{on.month}/{on.day}/{on:%y}, {self.chance.randint(1, 12)}:07 PM"}
        row |= {"Direction": "OUTGOING" if is_mine else "INCOMING"}
        row |= {"inviterProfileUrl": inviter.url, "inviteeProfileUrl": invitee.url}
        self.rows["Invitations.csv"].append(row)

    def endorse(self, person: Person, way: str) -> None:
        whose = "Endorser" if way == "Received" else "Endorsee"
        days = [self.day(30) for _time in range(self.chance.randint(1, 4))]
        for on in days:
            row = {"Endorsement Date": f"{on:%Y/%m/%d} 10:11:12 UTC", "Skill Name": f"Operations {SECRET}"}
            row |= {f"{whose} First Name": person.first, f"{whose} Last Name": person.last}
            row |= {
                f"{whose} Public Url": person.url.removeprefix("https://"),
                "Endorsement Status": "ACCEPTED",
            }
            self.rows[f"Endorsement_{way}_Info.csv"].append(row)
        if way == "Received":
            person.counts |= {"endorsed_me": len(days), "last_endorsed_on": max(days)}
        else:
            person.counts["endorsed_them"] = len(days)

    def recommend(self, person: Person, way: str, column: str) -> None:
        person.counts[column] = on = self.day(30)
        row = {"First Name": person.first, "Last Name": person.last, "Company": person.company}
        row |= {"Job Title": person.role, "Text": self.words(), "Creation Date": f"{on:%m/%d/%y}, 07:30 AM"}
        self.rows[f"Recommendations_{way}.csv"].append(row | {"Status": "VISIBLE"})

    # What doesn't count

    def noise(self, people: list[Person]) -> None:
        """Groups, spam, drafts, what the system sends and whoever has left."""
        some = [person for person in people if person.slug]
        for _group in range(max(1, len(people) // 40)):
            conversation = self.conversation()
            for _message in range(self.chance.randint(2, 9)):
                members = self.chance.sample(some, min(3, len(some)))
                sender, *others = self.chance.choice([[self.me, *members], [*members, self.me]])
                title = {"CONVERSATION TITLE": f"Reunion {SECRET}"}
                self.message(conversation, sender, others, self.day(0), **title)
        for _time in range(max(1, len(people) // 30)):
            team = Person("Premium", "Team", slug=f"spinmail-{self.conversations}")
            self.message(self.conversation(), team, [self.me], self.day(0), FOLDER="INBOX")
            self.message(self.conversation(), Person("LinkedIn", "Member"), [self.me], self.day(0))
            self.message(self.conversation(), self.me, [Person("LinkedIn", "Member")], self.day(0))
            person = self.chance.choice(some)
            if "FOLDER" in self.headings["messages.csv"]:
                self.message(self.conversation(), person, [self.me], self.day(0), FOLDER="SPAM")
                self.message(self.conversation(), self.me, [person], self.day(0), FOLDER="DRAFT")
            if "IS MESSAGE DRAFT" in self.headings["messages.csv"]:
                self.message(
                    self.conversation(), self.me, [person], self.day(0), **{"IS MESSAGE DRAFT": "Yes"}
                )


def _endorsements(whose: str) -> tuple[str, ...]:
    who = (f"{whose} First Name", f"{whose} Last Name", f"{whose} Public Url")
    return ("Endorsement Date", "Skill Name", *who, "Endorsement Status")
