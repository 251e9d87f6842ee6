# ruff: noqa: E501 a row of a file stays in one line
"""Files as people have them, by their makers: nobody in one is lost, and everything said stands somewhere."""

import base64
import io
import time
import zipfile

import pytest

from mentoring.exchange.formats import Row, Unreadable, looked_at, read, zipped
from mentoring.exchange.formats.rows import MOST_BYTES

LINKEDIN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
NEW_GOOGLE = (
    "First Name,Middle Name,Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,"
    "Phone 1 - Value,Address 1 - Label,Address 1 - Street,Address 1 - City,Address 1 - Region,"
    "Address 1 - Postal Code,Address 1 - Country,Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value\n"
)
OLD_GOOGLE = (
    "Name,Given Name,Additional Name,Family Name,Location,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "IM 1 - Type,IM 1 - Service,IM 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,"
    "Organization 1 - Title,Organization 2 - Name,Organization 2 - Title\n"
)
OUTLOOK = "Title,First Name,Last Name,Company,Job Title,E-mail Address,Business Phone,Business Fax,Home City,Home State,"
OUTLOOK += "Home Country/Region,Birthday,Spouse,Categories,Notes,Private\n"


def filled(heading: str, **cells: str) -> str:
    """A heading, and a row below it with these cells; a name that is no word stands in `places`."""
    names = [
        name.lower().replace(" - ", "_").replace("-", "").replace(" ", "_")
        for name in heading.strip().split(",")
    ]
    return heading + ",".join(cells.get(name.replace("/", "_"), "") for name in names) + "\n"


def card(*lines: str, version="3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def packed(**members: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return file.getvalue()


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


ADA = {"name": "Ada Berg", "email": "ada@example.org"}
# What is in a file, and what each of its rows says; of a text that is long, a part of it.
FOUND = {
    # LinkedIn
    "LinkedIn, two members of one name without an address": (
        LINKEDIN + "Ann,Lee,,,Firm,Lead,12 Mar 2024\nAnn,Lee,,,Firm,Lead,12 Mar 2024\n",
        [{"name": "Ann Lee"}, {"name": "Ann Lee"}],
    ),
    "LinkedIn, a quotation mark that never closes": (
        LINKEDIN + 'Una,Quo,,,"Firm,Lead,12 Mar 2024\nAda,Berg,,,Firm,Lead,12 Mar 2024\nBo,Dahl,,,,,\n',
        [{"name": "Una Quo", "company": "Firm", "remarks": "quotation mark"}, {"name": "Ada Berg"}, {"name": "Bo Dahl"}],
    ),
    "LinkedIn, two quotation marks that never close": (
        LINKEDIN + 'Una,Quo,,,"Firm,Lead,1 Mar 2024\nDue,Quo,,,"Firm,Lead,1 Mar 2024\nBo,Dahl,,,,,\n',
        [{"name": "Una Quo"}, {"name": "Due Quo"}, {"name": "Bo Dahl"}],
    ),
    "LinkedIn, one that closes in the next row": (
        LINKEDIN + 'Una,Quo,,,"Firm,Lead,1 Mar 2024\nDue,Quo,,,Firm",Lead,1 Mar 2024\nBo,Dahl,,,,,\n',
        [{"name": "Una Quo"}, {"name": "Due Quo"}, {"name": "Bo Dahl"}],
    ),
    "LinkedIn, one that closes three rows on, with an empty line between": (
        LINKEDIN + 'Una,Quo,,,"Firm, Inc,Lead,1 Mar 2024\n\nDue,Quo,,,Firm,Lead,1 Mar 2024\nTre,Quo,,,Firm 27",Lead,1 Mar 2024\nBo,Dahl,,,,,\n',
        [{"name": "Una Quo", "company": "Firm, Inc", "remarks": "quotation mark"}, {"name": "Due Quo"}, {"name": "Tre Quo", "company": 'Firm 27"'}, {"name": "Bo Dahl"}],
    ),
    "LinkedIn, a comma too many": (
        LINKEDIN + "Ada,Berg,,ada@example.org,Acme, Inc.,CEO,12 Mar 2024\n",
        [ADA | {"company": "Acme, Inc.", "role": "CEO", "known_since_text": "12 Mar 2024", "remarks": "quotation mark"}],
    ),
    "LinkedIn, quotation marks within": (
        LINKEDIN + 'Quo,Ter,,,"12" monitors Ltd","Head of "Growth"",1 Mar 2024\n',
        [{"name": "Quo Ter", "company": '12" monitors Ltd', "role": 'Head of "Growth"'}],
    ),
    "LinkedIn, a role over two lines": (
        LINKEDIN + 'Ada,Berg,,,Firm,"Lead\nof all",1 Mar 2024\nBo,Dahl,,,,,\n',
        [{"name": "Ada Berg", "role": "Lead of all"}, {"name": "Bo Dahl"}],
    ),
    "LinkedIn, deleted members": (LINKEDIN + ",,,,,,\nAda,Berg,,,,,\n,,,,,,\n", [{"name": "Ada Berg"}]),
    "LinkedIn, parted by bars": (
        (LINKEDIN + "Ada,Berg,,ada@example.org,,,\n").replace(",", "|"),
        [ADA],
    ),
    "LinkedIn in Spanish": (
        "Nombre,Apellidos,URL,Dirección de correo electrónico,Empresa,Cargo,Conectado el\n"
        "Ada,Berg,https://www.linkedin.com/in/ada-b,ada@example.org,Firma,Jefa,12 mar 2024\n",
        [ADA | {"linkedin": "https://www.linkedin.com/in/ada-b", "company": "Firma", "known_since_text": "12 mar 2024"}],
    ),
    "LinkedIn in Italian": (
        "Nome,Cognome,URL,Indirizzo email,Azienda,Posizione,Collegato il\nAda,Berg,,ada@example.org,Ditta,Capo,1 gen 2024\n",
        [ADA | {"company": "Ditta", "role": "Capo", "known_since_text": "1 gen 2024"}],
    ),
    "LinkedIn in Portuguese": (
        "Primeiro nome,Sobrenome,URL,Endereço de e-mail,Empresa,Cargo,Conectado em\n"
        "Ada,Berg,,ada@example.org,Casa,Chefe,1 fev 2024\n",
        [ADA | {"company": "Casa", "role": "Chefe", "known_since_text": "1 fev 2024"}],
    ),
    "LinkedIn in Dutch": (
        "Voornaam,Achternaam,URL,E-mailadres,Bedrijf,Functie,Verbonden op\nAda,Berg,,ada@example.org,Zaak,Chef,1 mrt 2024\n",
        [ADA | {"company": "Zaak", "role": "Chef", "known_since_text": "1 mrt 2024"}],
    ),
    "LinkedIn, members by their number": (
        LINKEDIN + "Ada,Berg,https://www.linkedin.com/in/ACoAAAabcDEF/?trk=1,,,,\n"
        "Bo,Dahl,https://www.linkedin.com/in/ACoustics,,,,\n",
        [{"linkedin": "https://www.linkedin.com/in/ACoAAAabcDEF"}, {"linkedin": "https://www.linkedin.com/in/acoustics"}],
    ),
    # Google
    "Google, fax before mobile": (
        filled(NEW_GOOGLE, first_name="Li", last_name="Weil", phone_1_label="Home Fax", phone_1_value="030 555 0001"),
        [{"name": "Li Weil", "phone": "", "notes": "Home Fax: 030 555 0001"}],
    ),
    "Google, a label of one's own on the first number": (
        filled(NEW_GOOGLE, first_name="Ada", phone_1_label="Boat", phone_1_value="030 5550100", email_1_label="* Work",
               email_1_value="ada@example.org"),
        [{"phone": "030 5550100", "email": "ada@example.org", "notes": "Boat: 030 5550100"}],
    ),
    "Google, street and state": (
        filled(NEW_GOOGLE, first_name="Ada", address_1_street="1 Quay", address_1_city="Portland",
               address_1_region="ME", address_1_postal_code="04101", address_1_country="USA"),
        [{"place": "Portland, ME, USA", "notes": "Address: 1 Quay, 04101 Portland, ME, USA"}],
    ),
    "Google, an event and a website": (
        filled(NEW_GOOGLE, first_name="Ada", event_1_label="Anniversary", event_1_value="2010-05-01",
               website_1_value="https://ada.example"),
        [{"notes": "Anniversary: 2010-05-01"}, ],
    ),
    "Google, a prefix, no birthday": (
        filled(NEW_GOOGLE, name_prefix="Dr.", first_name="Ada", last_name="Berg", birthday="0000-00-00"),
        [{"name": "Ada Berg", "notes": "Title: Dr."}],
    ),
    "Google, Japanese": (
        filled(NEW_GOOGLE, first_name="葵", last_name="青山", e_mail_1_value=""),
        [{"name": "青山 葵"}],
    ),
    "Google, only a file name": (filled(NEW_GOOGLE, file_as="The Plumber"), [{"name": "The Plumber"}]),
    "Google, filed as something else, and two professions": (
        filled(NEW_GOOGLE.replace("Photo", "Occupation"), first_name="Ada", last_name="Berg", occupation="Sailor",
               organization_title="Lead", file_as="Plumber Leeds"),
        [{"name": "Ada Berg", "role": "Lead", "notes": "File As: Plumber Leeds\nOccupation: Sailor"}],
    ),
    "Google, a quotation mark that closes two short rows on": (
        NEW_GOOGLE + 'Bo,,Dahl,,,,,"Acme\nCy,,Cole\nDi,,Dee,,,,,Borg"\nAda,,Berg\n',
        [{"name": "Bo Dahl", "company": "Acme", "remarks": "quotation mark"}, {"name": "Cy Cole"}, {"name": "Di Dee", "company": 'Borg"'}, {"name": "Ada Berg"}],
    ),
    "old Google, two organizations and a chat": (
        filled(OLD_GOOGLE, name="Ada Berg", organization_1_name="Firm", organization_1_title="Lead",
               organization_2_name="Board", organization_2_title="Chair", im_1_service="SKYPE", im_1_value="ada.b"),
        [{"company": "Firm", "role": "Lead", "notes": "SKYPE: ada.b\nCompany: Chair, Board"}],
    ),
    "old Google, groups": (
        filled(OLD_GOOGLE, name="Ada Berg", group_membership="* myContacts ::: Navy ::: * starred"),
        [{"tags": ("Navy",)}],
    ),
    "old Google, the address to use comes second": (
        "Given Name,Family Name,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value\n"
        "Ada,Berg,Home,b@example.org,* Work,ada@example.org\n",
        [ADA | {"notes": "Home: b@example.org"}],
    ),
    "old Google, three addresses in one": (
        filled(OLD_GOOGLE, name="Ada Berg", email_1_type="* Work", email_1_value="ada@example.org ::: b@example.org"),
        [ADA | {"notes": "b@example.org"}],
    ),
    # Outlook
    "Outlook, no birthday, fax, spouse": (
        filled(OUTLOOK, title="Mr.", first_name="Ada", last_name="Berg", email_address="ada@example.org",
               business_phone="030 555 0100", business_fax="030 555 0199", birthday="0/0/00", spouse="Bo",
               private="False"),
        [ADA | {"phone": "030 555 0100", "notes": "Title: Mr.\nBusiness Fax: 030 555 0199\nSpouse: Bo"}],
    ),
    "Outlook, state": (
        filled(OUTLOOK, first_name="Ada", home_city="Salem", home_state="OR", home_country_region="USA"),
        [{"place": "Salem, OR, USA"}],
    ),
    "Outlook, an Exchange address": (
        filled(OUTLOOK, first_name="Ada", last_name="Berg", email_address="/o=Ex/ou=Group/cn=abc"),
        [{"name": "Ada Berg", "email": "", "notes": "Email: /o=Ex/ou=Group/cn=abc"}],
    ),
    "Outlook, categories": (
        filled(OUTLOOK, first_name="Ada", categories="My Contacts;Board"),
        [{"tags": ("Board",)}],
    ),
    "Outlook in French": (
        "Prénom,Nom,Société,Fonction,Adresse de messagerie,Téléphone (bureau),Tél. mobile,Ville (bureau),"
        "Pays/Région (bureau),Télécopie (bureau)\nAda,Berg,Éclair,Chef,ada@example.org,01 55 50 01 00,06 55 50 01 01,"
        "Lyon,France,01 55 50 01 99\n",
        [ADA | {"phone": "01 55 50 01 00", "place": "Lyon, France", "notes": "Télécopie (bureau): 01 55 50 01 99"}],
    ),
    "Outlook in Italian": (
        "Nome,Cognome,Società,Qualifica,Indirizzo posta elettronica,Telefono (uff.),Cellulare,Città (uff.)\n"
        "Ada,Berg,Ditta,Capo,ada@example.org,,+39 333 555 0100,Roma\n",
        [ADA | {"company": "Ditta", "phone": "+39 333 555 0100"}],
    ),
    "Outlook in Dutch": (
        "Voornaam,Tussenvoegsel,Achternaam,Bedrijf,Functie,E-mailadres,Telefoon op werk,Mobiele telefoon,Plaats\n"
        "Ada,van den,Berg,Zaak,Chef,ada@example.org,,06 5555 0100,Delft\n",
        [{"name": "Ada van den Berg", "email": "ada@example.org", "phone": "06 5555 0100", "place": "Delft"}],
    ),
    # Cards
    "iPhone, no birthday of 1604": (
        card("N:Berg;Ada;;;", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-06-06", "TEL;type=PAGER:905-111-1234"),
        [{"name": "Ada Berg", "phone": "", "notes": "Birthday: 6 June\nPager: 905-111-1234"}],
    ),
    "the year that is none": (
        card("FN:Ada Berg", "BDAY;X-APPLE-OMIT-YEAR=1604:16040229", "ANNIVERSARY:1604-05-01")
        + "".join(card("FN:Bo", f"BDAY:{day}") for day in ("1604-2-29", "2/29/1604 0:00", "29.02.1604", " --2-29", "16040229T000000Z"))
        + card("FN:Cy", "BDAY:5/6/1604") + card("FN:Di", "BDAY:29 Feb 1604"),
        [{"notes": "Birthday: 29 February\nAnniversary: 1 May"}, *[{"notes": "Birthday: 29 February"}] * 5,
         {"notes": "Birthday: 5/6"}, {"notes": "Birthday: 29 Feb"}],
    ),
    "iPhone, LinkedIn by user": (
        card("FN:Ada Berg", "X-SOCIALPROFILE;type=LinkedIn;x-user=ada-b:x-apple:ada-b"),
        [{"linkedin": "https://www.linkedin.com/in/ada-b"}],
    ),
    "iPhone, a label of one's own": (
        card("FN:Ada Berg", "TEL:+1 555 0100", "item1.TEL:+1 555 0101", "item1.X-ABLabel:Boat"),
        [{"phone": "+1 555 0100", "notes": "Boat: +1 555 0101"}],
    ),
    "iPhone, a label of one's own on the first number": (
        card("FN:Ada Berg", "item1.TEL:+1 555 0100", "item1.X-ABLabel:Boat", "item2.EMAIL:ada@example.org",
             "item2.X-ABLabel:_$!<Home>!$_"),
        [ADA | {"phone": "+1 555 0100", "notes": "Boat: +1 555 0100"}],
    ),
    "Android, a group, a label of one's own, and what there is no field for": (
        card("FN:Ada Berg", "TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42=C3=BC=72=6F):030 5550100",
             "X-GROUP-MEMBERSHIP:My Contacts", "X-GROUP-MEMBERSHIP:Friends", "LANG:de", "GEO:52.5;13.4",
             "RELATED;TYPE=spouse;VALUE=text:Marcus", version="2.1"),
        [{"phone": "030 5550100", "tags": ("Friends",),
          "notes": "Spouse: Marcus\nLanguage: de\nOn the map: 52.5;13.4\nBüro: 030 5550100"}],
    ),
    "a number with and without its country": (
        card("FN:Ada Berg", "TEL:0170 5550100", "TEL:+43 170 5550100") + card("FN:Bo", "TEL:+43 170 5550100", "TEL:0170 5550100"),
        [{"phones": ("+43 170 5550100",), "notes": ""}] * 2,
    ),
    "a card of very many categories": (
        card("FN:Ada Berg", "CATEGORIES:" + ",".join(f"t{number}" for number in range(202))),
        [{"tags": tuple(f"t{number}" for number in range(200)), "notes": "Tags: t200; t201", "remarks": "more than 200 tags"}],
    ),
    "addresses in one line": (
        "ada@example.org; bo@example.org;cy@example.org;\n",
        [{"name": "ada@example.org"}, {"name": "bo@example.org"}, {"name": "cy@example.org"}],
    ),
    "addresses with names in one line": (
        "Ada Berg <ada@example.org>, Bo Dahl <bo@example.org>",
        [ADA, {"name": "Bo Dahl", "email": "bo@example.org"}],
    ),
    "addresses with names that have commas in one line": (
        "Berg, Ada <ada@example.org>; Dahl, Bo <bo@example.org>",
        [{"name": "Berg, Ada", "email": "ada@example.org"}, {"name": "Dahl, Bo", "email": "bo@example.org"}],
    ),
    "a card with more than a contact has": (
        card("UID:4", "FN:Ada Berg", "FN;LANGUAGE=ja:青山", "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Addy;1;;;",
             "LABEL;TYPE=HOME:1 Quay\\nSalem", "HOBBY;LEVEL=high:boats", "X-EVOLUTION-BLOG-URL:https://ada.example",
             "X-MS-IMADDRESS:ada@chat", "item1.X-BOAT:Skiff", "item1.X-ABLABEL:Vessel", "X-ABUID:77", "X-ICON;ENCODING=b:aGk=",
             "AGENT:", "BEGIN:VCARD", "FN:Cy Cole", "TEL:030 5550177", "END:VCARD", "TEL:030 5550100"),
        [{"name": "Ada Berg", "phone": "030 5550100", "notes": "Assistant: Cy Cole\nAssistant: 030 5550177\nChat: ada@chat\n"
          "Also called: 青山\nAddress: 1 Quay, Salem\nNickname: Addy\nHobby: boats\nBlog url: https://ada.example\nVessel: Skiff"}],
    ),
    "an assistant in one line": (
        card("FN:Ada Berg", "AGENT:BEGIN:VCARD\\nFN:Cy Cole\\nTEL;TYPE=WORK:030 5550177\\nEND:VCARD\\n"),
        [{"phone": "", "notes": "Assistant: Cy Cole\nAssistant: 030 5550177"}],
    ),
    "an assistant whose card names them by the parts of their name": (
        card("N:Berg;Ada", "AGENT:", "BEGIN:VCARD", "VERSION:2.1", "N:Secr;Eve", "TEL:5550107711", "ORG:Firm;Desk", "END:VCARD",
             "EMAIL:ada@example.org", version="2.1")
        + card("FN:Bo", "AGENT;X=1:BEGIN:VCARD", "N:Secr;Eve", "END:VCARD", "TEL:030 5550100", version="2.1"),
        [ADA | {"phone": "", "notes": "Assistant: Eve Secr\nAssistant: 5550107711\nAssistant: Firm, Desk"},
         {"name": "Bo", "phone": "030 5550100", "notes": "Assistant: Eve Secr"}],
    ),
    **{
        f"cards put together with {put!r} between": (
            put.join(card(f"FN:Person{n} Fam{n}", f"EMAIL:p{n}@a.example", f"TEL:0170 55501{n:02d}").strip() for n in range(6)),
            [{"name": f"Person{n} Fam{n}", "email": f"p{n}@a.example", "phone": f"0170 55501{n:02d}", "notes": ""} for n in range(6)],
        )
        for put in ("", " ", "\t", "\ufeff", "\r\n\ufeff", "\n \ufeff", "\r\n ", "\x1a", "\r\n\r\n\ufeff\ufeff")
    },
    "cards that are set in": (
        card("FN:Ann Lee") + " " + card("FN:Bob Bo", "NOTE:one", "  two", "TEL:030 5550100").strip().replace("\r\n", "\r\n "),
        [{"name": "Ann Lee"}, {"name": "Bob Bo", "notes": "one two", "phone": "030 5550100"}],
    ),
    "a card set in behind another": (
        "BEGIN:VCARD\r\nFN:Ann Lee\r\nEND:VCARD\r\n BEGIN:VCARD\r\n VERSION:3.0\r\n FN:Bob Bo\r\n END:VCARD",
        [{"name": "Ann Lee"}, {"name": "Bob Bo"}],
    ),
    "notes that speak of cards": (
        card("FN:Ann Lee", "NOTE:They write END:VCARD BEGIN:VCARD\\nEND:VCARD\\nBEGIN:VCARD", " END:VCARD BEGIN:VCARD", "TEL:030 5550100")
        + card("FN:Bob Bo", "NOTE;ENCODING=QUOTED-PRINTABLE:one=", "END:VCARD=0D=0ABEGIN:VCARD", "TEL:030 5550101"),
        [{"name": "Ann Lee", "phone": "030 5550100"}, {"name": "Bob Bo", "phone": "030 5550101", "notes": "oneEND:VCARD\nBEGIN:VCARD"}],
    ),
    "Google's card": (
        card("FN:Ada Berg", "TEL;TYPE=CELL:\u202a+1 555 0100\u202c", "CATEGORIES:myContacts,Board"),
        [{"phone": "+1 555 0100", "tags": ("Board",)}],
    ),
    "Android, a note that is not folded": (
        card("FN:Ada Berg", "NOTE:first", "second", "Third: with a colon", "TEL:+1 555 0100"),
        [{"phone": "+1 555 0100", "notes": "first\n\nsecond\nThird: with a colon"}],
    ),
    "Android, one line that is none": (
        card("FN:Ada Berg", "nonsense", "EMAIL:ada@example.org") + card("FN:Bo Dahl"),
        [ADA | {"notes": "nonsense", "remarks": "Line 4"}, {"name": "Bo Dahl"}],
    ),
    "a card without an end": (
        "BEGIN:VCARD\nFN:Ada Berg\nEMAIL:ada@example.org\n" + card("FN:Bo Dahl"),
        [ADA | {"remarks": "no end"}, {"name": "Bo Dahl"}],
    ),
    "Nokia, quoted-printable without its letters": (
        card("N;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg", version="2.1"),
        [{"name": "Jörg Müller"}],
    ),
    "Nokia, quoted-printable in UTF-8 over two lines": (
        card("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\r\nller;J=C3=B6rg", version="2.1"),
        [{"name": "Jörg Müller"}],
    ),
    "Outlook's card": (
        card("N:Berg;Ada;;Dr.;PMP", "FN:Dr. Ada Berg PMP", "TEL;WORK;FAX:030 5550199", "TEL;WORK;VOICE:030 5550100",
             "EMAIL;PREF;INTERNET:ada@example.org", version="2.1"),
        [{"name": "Dr. Ada Berg PMP", "phone": "030 5550100", "notes": "Fax: 030 5550199"}],
    ),
    "a card of version 4": (
        card("FN:Ada Berg", "TEL;VALUE=uri;PREF=1:tel:+1-418-555-9254;ext=102", "ANNIVERSARY:20100501", version="4.0"),
        [{"phone": "+1-418-555-9254 ext. 102", "notes": "Anniversary: 20100501"}],
    ),
    "two companies and two roles": (
        card("FN:Ada Berg", "ORG:Firm;Sales", "ORG:Board", "TITLE:Lead", "TITLE:Chair"),
        [{"company": "Firm", "role": "Lead", "notes": "Department: Sales\nCompany: Board\nRole: Chair"}],
    ),
    "parts of a name that its card doesn't show": (
        card("FN:Ada Berg", "N:Berg;Ada;;;ing. jr,M.Sc.") + card("FN:Berg Ltd", "N:Berg;Bo;;;")
        + card("FN:Berg, Dr. ADA", "N:Berg;Ada;;Dr.;"),
        [{"name": "Ada Berg", "notes": "Full name: Ada Berg, ing. jr,M.Sc."}, {"notes": "Full name: Bo Berg"}, {"notes": ""}],
    ),
    "addresses in letters of any language": (
        card("FN:Jörg", "EMAIL:jörg@müller.example") + card("FN:用户", "EMAIL:用户@例子.广告")
        + card("FN:Quo", "EMAIL:“quo@example.org"),
        [{"email": "jörg@müller.example"}, {"email": "用户@例子.广告"}, {"email": "", "notes": "“quo@example.org"}],
    ),
    "addresses as nobody should write them": (
        "".join(
            card(f"FN:P {number}", f"EMAIL:{text}")
            for number, text in enumerate(
                ['"Ada B" <ada@example.org>', "MAILTO:ada@example.org", "mailto:ada@example.org?subject=Hi",
                 " ada@example.org. ", "Berg\\, Ada <ada@example.org>", "ada@example.org; b@example.org",
                 "ada@example.org (Ada)"]
            )
        ),
        [{"email": "ada@example.org"}] * 7,
    ),
    "websites": (
        card("FN:Ada Berg", "URL:https://ada.example", "URL:https://www.linkedin.com/in/ada-b"),
        [{"linkedin": "https://www.linkedin.com/in/ada-b", "notes": "Web: https://ada.example"}],
    ),
    # Thunderbird, directories
    "Thunderbird's table": (
        "First Name,Last Name,Display Name,Primary Email,Secondary Email,Work Phone,Fax Number,Mobile Number,Birth Year,"
        "Birth Month,Birth Day,Notes,\nAda,Berg,Ada Berg,ada@example.org,b@example.org,,030 99,0170 5550100,1970,11,15,,\n",
        [ADA | {"phone": "0170 5550100", "notes": "Birthday: 1970-11-15"}],
    ),
    "Thunderbird's table in German": (
        "Vorname,Nachname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Mobil-Tel.-Nr.,Arbeitstitel,Geburtsjahr,"
        "Geburtsmonat,Geburtstag\nAda,Berg,ada@example.org,b@example.org,0170 5550100,Chefin,1970,11,2\n",
        [ADA | {"phone": "0170 5550100", "role": "Chefin", "notes": "Birthday: 1970-11-2\nSekundäre email adresse: b@example.org"}],
    ),
    "LDIF with a comment": (
        "# people\n\ndn: cn=Ada Berg\ncn: Ada Berg\nmail: ada@example.org\nmobile: 0170 5550100\n",
        [ADA | {"phone": "0170 5550100"}],
    ),
    "LDIF in base64": (f"dn:: {b64('cn=Jörg')}\ncn:: {b64('Jörg Müller')}\n\n", [{"name": "Jörg Müller"}]),
    "LDIF with a line that is broken": (
        "dn: cn=A\ncn: Ada Berg\nmail: ada@example.org\nsn:: ***\nnonsense\n",
        [ADA | {"remarks": "characters we can’t read"}],
    ),
    "LDIF with carriage returns": ("dn: a\r\ncn: Ada Berg\r\nmail: ada@exa\r\n mple.org\r\n\r\ndn: b\r\ncn: Bo Dahl\r\n", [ADA, {"name": "Bo Dahl"}]),
    "LDIF with lines of blanks, and without any line between": (
        "dn: a\ncn: Ada Berg\nmail: ada@example.org\n \t\ndn: b\ncn: Bo Dahl\ndn: c\ncn: Cy Cole\ncn: Cyrus\n",
        [ADA, {"name": "Bo Dahl"}, {"name": "Cy Cole", "notes": "Also called: Cyrus"}],
    ),
    "LDIF with an empty line within an entry": (
        "dn: cn=A Aa\ncn: A Aa\n\nmail: a@a.example\no: Acme\n\ndn: cn=B Bb\n\n\ncn: B Bb\n\ncn: C Cc\nmail: c@c.example\n",
        [{"name": "A Aa", "email": "a@a.example", "company": "Acme"}, {"name": "B Bb", "email": ""}, {"name": "C Cc", "email": "c@c.example"}],
    ),
    "LDIF files put together, each with its mark": (
        "\ufeffdn: cn=A\ncn: Ada Berg\n\n\ufeffdn: cn=B\ncn: Bo Dahl\n\ufeffdn: cn=C\ncn: Cy Cole\n",
        [{"name": "Ada Berg"}, {"name": "Bo Dahl"}, {"name": "Cy Cole"}],
    ),
    "LDIF that changes an entry": (
        "dn: cn=Mod Ified,ou=x\nchangetype: modify\nadd: mail\nmail: mod@a.example\n-\ndelete: telephoneNumber\ntelephoneNumber: 030 5550100\n-\n"
        "replace: title\ntitle: Lead\n-\n\ndn: cn=Ada Berg+mail=ada@example.org,ou=x\nchangetype: add\nmail: ada@example.org\n",
        [{"name": "Mod Ified", "email": "mod@a.example", "phone": "", "role": "Lead", "notes": "Deleted: 030 5550100", "remarks": "changes an entry"},
         ADA | {"notes": "", "remarks": ""}],
    ),
    "LDIF of a directory": (
        "dn: CN=Ada\nobjectClass: person\ncn: Ada Berg\ndisplayName: Berg, Ada\nmail: ada@example.org\nproxyAddresses: SMTP:ada@example.org\n"
        "proxyAddresses: smtp:b@example.org\nproxyAddresses: X500:/o=x\ntelephoneNumber: 030 5550100\notherTelephone: 030 5550101\n"
        "streetAddress: 1 Quay\nl: Salem\nphysicalDeliveryOfficeName: Room 4\ninfo: tall\nwWWHomePage: ada.example\n"
        "manager: CN=Cole\\, Cy,OU=x,DC=y\nemployeeType: Captain\nwhenCreated: 20200101\nmemberOf: CN=Staff,DC=y\n",
        [ADA | {"phone": "030 5550100", "place": "Salem", "notes": "tall\n\nOffice: Room 4\nManager: Cole, Cy\n"
          "Employee type: Captain\nAddress: 1 Quay, Salem\nEmail: b@example.org\nPhone: 030 5550101\nWeb: ada.example"}],
    ),
    "LDIF without a name": ("dn: x\nmail: ada@example.org\n", [{"name": "ada@example.org"}]),
    # Plain tables
    "Yahoo": (
        "First,Middle,Last,Nickname,Email,Category,Home,Work,Pager,Fax,Mobile,Yahoo! Phone,Primary,Alternate Email 1,Company,"
        "Title\nAda,,Berg,,ada@example.org,Board,030 555 0100,,,030 555 0199,0170 5550101,,,b@example.org,Firm,Lead\n",
        [ADA | {"phone": "030 555 0100", "company": "Firm", "role": "Lead", "notes": "Fax: 030 555 0199"}],
    ),
    "Salesforce": (
        "First Name,Last Name,Title,Account Name,Email,Mobile,Mailing Street,Mailing City,Mailing State/Province,"
        "Mailing Country\nAda,Berg,Lead,Firm,ada@example.org,0170 5550101,1 Quay,Salem,OR,USA\n",
        [ADA | {"role": "Lead", "company": "Firm", "place": "Salem, OR, USA", "notes": "Address: 1 Quay, Salem, OR, USA"}],
    ),
    "HubSpot": (
        "Record ID,First Name,Last Name,Email,Phone Number,Associated Company,Job Title\n1,Ada,Berg,ada@example.org,,Firm,Lead\n",
        [ADA | {"company": "Firm"}],
    ),
    "headings of several programs, and one of them twice": (
        "Name,Company,Company,Mobile Phone Number,LinkedIn Bio,Website URL,Birthdate,how_you_met,Skype ID,Messenger ID,Anotações\n"
        "Ada Berg,Firm,Board,0170 5550101,Sails,ada.example,2000-01-02,at sea,ada.b,ada.m,tall\nBo Dahl,Firm,Firm,,,,,,,,\n",
        [{"company": "Firm", "phone": "0170 5550101", "how_known": "at sea", "notes": "tall\n\nBirthday: 2000-01-02\nCompany: Board\n"
          "LinkedIn Bio: Sails\nSkype ID: ada.b\nMessenger ID: ada.m\nWeb: ada.example"}, {"notes": ""}],
    ),
    "nobody is named": (
        "Name,Company,Phone,LinkedIn\n,Pizzeria Roma,030 5550100,\n,,,https://www.linkedin.com/in/ada-b\n,Acme,,linkedin.com/in/bo-d\n",
        [{"name": "Pizzeria Roma", "company": "Pizzeria Roma", "phone": "030 5550100", "remarks": "no name in it"},
         {"name": "https://www.linkedin.com/in/ada-b", "linkedin": "https://www.linkedin.com/in/ada-b"},
         {"name": "https://www.linkedin.com/in/bo-d", "company": "Acme"}],
    ),
    "a row of one cell too many": (
        "Name,Company,Email\nDee Dun,D,d@d.example,extra\nAda Berg,Firm,ada@example.org,,,\n",
        [{"name": "Dee Dun", "company": "D", "email": "d@d.example", "notes": "extra", "remarks": "one cell more"}, ADA | {"notes": ""}],
    ),
    "snake_case": ("first_name,last_name,email_address,job_title\nAda,Berg,ada@example.org,Lead\n", [ADA | {"role": "Lead"}]),
    "CamelCase": ("FirstName,LastName,EmailAddress,JobTitle\nAda,Berg,ada@example.org,Lead\n", [ADA | {"role": "Lead"}]),
    "invisible signs in headings": ("\ufeff\ufeffFirst\xa0Name,E\u2011mail,Company\u200b\nAda,ada@example.org,Firm\n", [{"name": "Ada", "company": "Firm"}]),
    "addresses, one a line": ("one@example.org\ntwo@example.org\n", [{"name": "one@example.org"}, {"name": "two@example.org"}]),
    "names beside addresses, and addresses of several people": (
        'Email\n"Ada Berg <ada@example.org>"\n"Cole, Cy <cy@example.org>"\n"bo@example.org, di@example.org"\n'
        '"""Ada"" <ada@example.org>; Bo <bo@example.org>"\n',
        [ADA, {"name": "Cole, Cy", "email": "cy@example.org"},
         {"name": "bo@example.org", "remarks": "several people"},
         {"name": "Ada", "notes": "Bo: bo@example.org", "remarks": "several people"}],
    ),
    "last name first": (
        'Name,Company\n"SMITH, ANNA",Firm\n"SMITH, JO",Firm\n"LEE, ED",Firm\n',
        [{"name": "SMITH, ANNA"}, {"name": "SMITH, JO"}, {"name": "LEE, ED"}],
    ),
    "numbers of a spreadsheet": (
        'Name,Phone\nA B,"=""0170 5550101"""\nC D,\'0170 555\nE F,=+491705550101\nG H,4.91705E+11\n',
        [{"phone": "0170 5550101"}, {"phone": "0170 555"}, {"phone": "+491705550101"},
         {"phone": "", "notes": "Phone: 4.91705E+11", "remarks": "cut the end"}],
    ),
    "several in a cell": (
        'Name,Email,Phone\nAda Berg,ada@example.org / b@example.org,030 555 0100 / 030 555 0101\n"C D",c@example.org d@example.org,"030/5550100, ext. 7"\n',
        [ADA | {"phone": "030 555 0100", "notes": "Email: b@example.org\nPhone: 030 555 0101"},
         {"email": "c@example.org", "phone": "030/5550100, ext. 7", "notes": "Email: d@example.org"}],
    ),
    "a quotation mark that closes in the next row of three columns": (
        'Name,Company,Notes\nAda Berg,Firm,"likes boats, cars\nBo Dahl,Firm,has a 27"\nCy Cole,Firm,ok\n',
        [{"name": "Ada Berg", "notes": "likes boats, cars", "remarks": "quotation mark"}, {"name": "Bo Dahl", "notes": 'has a 27"'}, {"name": "Cy Cole"}],
    ),
    "one that closes below a short row": (
        'Name,Email,Phone,Notes\nAda Berg,ada@example.org,,"likes boats\nBo Dahl\nCy Cole,cy@example.org,screen 27"\nDi Dee,,,ok\n',
        [ADA | {"notes": "likes boats", "remarks": "quotation mark"}, {"name": "Bo Dahl"}, {"name": "Cy Cole"}, {"name": "Di Dee"}],
    ),
    "one of which nobody can tell": (
        'Name,Notes\nAda Berg,"likes boats\nBo,has a 27"\n',
        [{"name": "Ada Berg", "notes": "likes boats\nBo,has a 27", "remarks": "looks like a row of its own"}],
    ),
    "rows that a spreadsheet left empty": ("Name,Email\nAda Berg,ada@example.org\n" + ",\n" * 60_000, [ADA]),
    "Excel's first line": ("sep=;\nName;Email\nAda Berg;ada@example.org\n", [ADA]),
    "a tag with a comma of our own": (
        'Name,Role,Company,Place,Email,Phone,LinkedIn address,How you know each other,Tags,Notes\nAda Berg,,,,ada@example.org,,,,"""a, b""; ""c; d""; e",\n',
        [ADA | {"tags": ('"a, b"'[1:-1], "c; d", "e")}],
    ),
    # ZIPs
    "a ZIP of two lists": (
        packed(a_vcf=card("FN:Ada Berg", "EMAIL:ada@example.org"), b_vcf=card("FN:Bo Dahl"), c_jpg=b"\xff\xd8\xff"),
        [ADA, {"name": "Bo Dahl"}],
    ),
    "a ZIP of LinkedIn's with other lists": (
        packed(Connections_csv=LINKEDIN + "Ada,Berg,,ada@example.org,,,\n", messages_csv="FROM,TO\na,b\n"),
        [ADA],
    ),
    "a ZIP of LinkedIn's in German": (
        packed(Connections_csv="Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am\n"
               "Ada,Berg,,ada@example.org,Firma,Chefin,3 Apr 2022\n", messages_csv="FROM,TO\na,b\n"),
        [ADA | {"company": "Firma", "known_since_text": "3 Apr 2022"}],
    ),
    "a ZIP of a table and cards": (
        packed(x_csv=filled(OUTLOOK, first_name="Bo", last_name="Dahl"), y_vcf=card("FN:Ada Berg")),
        [{"name": "Bo Dahl"}, {"name": "Ada Berg"}],
    ),
    "a ZIP of many cards": (
        packed(**{f"{number}_vcf": card(f"FN:A{number}") for number in range(150)}),
        [{"name": f"A{number}"} for number in range(150)],
    ),
    "a ZIP of LDIF": (packed(book_ldif="dn: a\ncn: Ada Berg\nmail: ada@example.org\n"), [ADA]),
}  # fmt: skip


# Tables as people make them themselves: who is in them, and what is said of the first.
MADE_BY_HAND = {
    "Имя;Фамилия;Эл. почта\nИван;Петров;ivan@example.org\nАнна;Каренина;\n": (
        ["Иван Петров", "Анна Каренина"], {"email": "ivan@example.org"},
    ),
    "ФИО;Компания;Телефон\nИван Петров;Вода;0170 5550101\n": (
        ["Иван Петров"], {"company": "Вода", "phone": "0170 5550101"},
    ),
    "Ім’я;Прізвище;Фірма\nОлена;Коваль;Млин\n": (["Олена Коваль"], {"company": "Млин"}),
    "姓名;公司\n王伟;华为\n李娜;腾讯\n": (["王伟", "李娜"], {"company": "华为"}),
    "姓;名;邮箱\n王;伟;wei@example.org\n": (["王 伟"], {"email": "wei@example.org"}),
    "名前;会社;電話番号\n山田太郎;トヨタ;03 5550 0100\n佐藤花子;ソニー;\n": (
        ["山田太郎", "佐藤花子"], {"company": "トヨタ", "phone": "03 5550 0100"},
    ),
    "이름;회사\n김민수;삼성\n": (["김민수"], {"company": "삼성"}),
    "Jméno;Příjmení;Společnost\nJan;Novák;Voda\nEva;Malá;\n": (["Jan Novák", "Eva Malá"], {"company": "Voda"}),
    "Imię;Nazwisko;Numer telefonu\nEwa;Mała;0170 5550101\n": (["Ewa Mała"], {"phone": "0170 5550101"}),
    "Ad;Soyad;Şirket;E-posta\nMehmet;Yılmaz;Su;m@example.org\nAyşe;Kaya;;\n": (
        ["Mehmet Yılmaz", "Ayşe Kaya"], {"company": "Su", "email": "m@example.org"},
    ),
    "Όνομα;Εταιρεία;Κινητό\nΓιώργος Παπάς;ΔΕΗ;0170 5550101\n": (
        ["Γιώργος Παπάς"], {"company": "ΔΕΗ", "phone": "0170 5550101"},
    ),
    "Név;Cég;E-mail cím\nNagy István;Kft;i@example.org\n": (["Nagy István"], {"company": "Kft", "email": "i@example.org"}),
    "Förnamn;Efternamn;Bolag\nErik;Berg;Volvo\n": (["Erik Berg"], {"company": "Volvo"}),
    "Navn;Virksomhed;Tlf.\nErik Berg;Vand;0170 5550101\n": (["Erik Berg"], {"company": "Vand", "phone": "0170 5550101"}),
    "Fornavn;Etternavn;Bedrift\nErik;Berg;Vann\n": (["Erik Berg"], {"company": "Vann"}),
    "Etunimi;Sukunimi;Yritys;Sähköposti\nAino;Koski;Vesi;a@example.org\n": (
        ["Aino Koski"], {"company": "Vesi", "email": "a@example.org"},
    ),
    "Nume;Prenume;Companie\nPop;Ana;Apa\n": (["Ana Pop"], {"company": "Apa"}),
    "שם;חברה\nדוד כהן;טבע\n": (["דוד כהן"], {"company": "טבע"}),
    # Who is taken for a heading is lost.
    "Contact person;Where we met\nAda Berg;At the fair\nBo Dahl;School days\n": (
        ["Ada Berg", "Bo Dahl"], {"how_known": "At the fair"},
    ),
    "Madonna;Warner\nBo Dahl;Beta Group\nCy Coe;Gamma Group\n": (["Madonna", "Bo Dahl", "Cy Coe"], {"notes": "Warner"}),
    "Prince,Singer\nBo Dahl,Drummer\nCy Coe,Pianist\n": (["Prince", "Bo Dahl", "Cy Coe"], {"notes": "Singer"}),
    "Ad;Bakker\nJan;Smit\n": (["Ad", "Jan"], {"notes": "Bakker"}),
    "Mentor;Mentee\nAda Berg;Bo Dahl\nCy Coe;Di Dun\n": (["Ada Berg", "Cy Coe"], {"notes": "Mentee: Bo Dahl"}),
    "Guest;Table\nAda Berg;1\nBo Dahl;2\n": (["Ada Berg", "Bo Dahl"], {"notes": "Table: 1"}),
    "Guests of 2024;;\nAda Berg;Acme;Lead\n": (["Guests of 2024", "Ada Berg"], {}),
    "Guests;;\nAda Berg;Acme;Lead\nBo Dahl;;\n": (["Ada Berg", "Bo Dahl"], {"notes": "Acme\n\nLead"}),
    # Which column they are, and where its cells end.
    "Lee, Ann;Acme\nBo, Bob;Beta\n": (["Lee, Ann", "Bo, Bob"], {"notes": "Acme"}),
    "Lee, Ann, Dr;Acme;Lead\nBo, Bob, Dr;Beta;Cook\n": (["Lee, Ann, Dr", "Bo, Bob, Dr"], {"notes": "Acme\n\nLead"}),
    "1;Ada Berg;TSV\n2;Bo Dahl;FC\n": (["Ada Berg", "Bo Dahl"], {"notes": "TSV"}),
    "No;Host;Club\n1;Ada Berg;TSV\n2;Bo Dahl;FC\n": (["Ada Berg", "Bo Dahl"], {"notes": "Club: TSV"}),
    "Host;Mail\nAda Berg;ada@example.org\nBo Dahl;\n": (["Ada Berg", "Bo Dahl"], {"email": "ada@example.org"}),
    "Status;Mail\nopen;ada@example.org\nopen;bo@example.org\n": (
        ["ada@example.org", "bo@example.org"], {"notes": "Status: open"},
    ),
    "Ada;Berg\nBo;Dahl\n": (["Ada", "Bo"], {"notes": "Berg"}),
    "Full Name;Current Employer;Direct Phone;Mobile;Seniority\nAda Berg;Acme;030 5550100;0170 5550101;VP\n": (
        ["Ada Berg"],
        {"company": "Acme", "phones": ("030 5550100", "0170 5550101"), "notes": "Seniority: VP\nMobile: 0170 5550101"},
    ),
    "Titre;Prénom;Nom;Titre;Service\nMme;Ada;Berg;Capitaine;Mer\n": (
        ["Ada Berg"], {"role": "Capitaine", "notes": "Title: Mme\nDepartment: Mer"},
    ),
    "Title,First Name,Last Name,Email\nMr,Kim,Po,k@w.example\nMrs,Kim,Po,k@w.example\n": (
        ["Kim Po", "Kim Po"], {"role": "", "notes": "Title: Mr"},
    ),
    "Title,Name,Company,Email\nMr,Kim Po,Acme,k@w.example\nProf. Dr. med.,Ada Berg,,\n": (
        ["Kim Po", "Ada Berg"], {"role": "", "notes": "Title: Mr"},
    ),
    "Titre;Nom;Email\nM.;Ada Berg;\n;Bo Dahl;\n": (["Ada Berg", "Bo Dahl"], {"role": "", "notes": "Title: M."}),
    "Title,Name,Email\nDr,Ada Berg,\nCook,Bo Dahl,\n": (["Ada Berg", "Bo Dahl"], {"role": "Dr"}),
    "Name;Email\n-;ada@example.org\n?;\n": (["ada@example.org", "?"], {}),
    'Name;Tags\nAda Berg;"A, B; ""Uni; Köln"""\n': (["Ada Berg"], {"tags": ("A, B", "Uni; Köln")}),
    'Name;Tags\nAda Berg;"""Uni, Köln"", Golf"\n': (["Ada Berg"], {"tags": ("Uni, Köln", "Golf")}),
}  # fmt: skip


@pytest.mark.parametrize("text", MADE_BY_HAND)
def test_a_table_that_somebody_made_is_read_as_it_was_meant(text):
    names, facts = MADE_BY_HAND[text]

    rows = read(text.encode()).rows

    assert [row.name for row in rows] == names
    assert {field: getattr(rows[0], field) for field in facts} == facts


def test_what_is_to_be_checked_in_any_list_of_a_zip_is_told():
    cyrillic = "".join(
        card(f"FN:Віталій Кличенко {at}", "NOTE:Познайомилися в Києві на виставці") for at in range(9)
    )

    notes = read(packed(a_vcf=card("FN:Ada Berg"), b_vcf=cyrillic.encode("cp1251"))).notes

    assert any(str(note).endswith("Check that the names look right.") for note in notes)


MADE_BY_PROGRAMS = (
    "Import date,Created,Updated,Created at,Modified on,Timestamp,ID,Nr.,#,lfd. Nr.,Erstellt am,Geändert am,Créé le,"
    "Geschlecht,Record GUID,Last Modified,AccountId,objectGUID,whenCreated,userAccountControl,memberOf,Row number,"
    "Contact owner,Lead Status,Marketing contact status,E-mail 1 - Label,Phone 1 - Type,Password,Passwd,pwd,"
    "Password hash,Kennwort,wachtwoord,PIN,Secret,Photo,Picture,Avatar,thumbnailPhoto,jpegPhoto,User Certificate"
)


@pytest.mark.parametrize("heading", MADE_BY_PROGRAMS.split(","))
def test_what_programs_write_and_secrets_are_left_out_by_default(heading):
    table = f"Name,Email,{heading}\nAda Berg,ada@example.org,Sea1\nBo Dahl,bo@example.org,Sea2\n".encode()

    assert looked_at(table).columns[2].guess == ""
    reading = read(table)
    assert [row.notes for row in reading.rows] == ["", ""]
    assert any(heading in str(note) for note in reading.notes)


@pytest.mark.parametrize(
    ("values", "guess"),
    [
        (["3f2504e0-4f89-11d3-9a0c-0305e82c3301", "{3F2504E0-4F89-11D3-9A0C-0305E82C3302}"], ""),
        (["2024-01-02T10:00:00Z", "2024-01-02 10:00"], ""),
        (["5f4dcc3b5aa765d61d8327deb882cf99", "$2b$12$abc"], ""),
        (["CN=Staff,OU=All", "CN=Cooks"], ""),
        (["data:image/png;base64,QUJD"], ""),
        (["QUJD" * 100, "QUJE" * 100], ""),
        (["41", "42", "43"], ""),
        (["Berlin fair"] * 3, ""),
        (["Berlin fair", "", "Berlin fair", "Berlin fair"], "notes"),
        (["Berlin fair"] * 13 + ["Leeds fair"], "notes"),
        (["41", "7", "43"], "notes"),
        (["2024-01-02", "2024-03-02"], "notes"),
    ],
)
def test_values_tell_what_a_program_wrote(values, guess):
    rows = [f'Ada B{chr(97 + at)},a{at}@example.org,"{value}"\n' for at, value in enumerate(values)]

    assert looked_at(("Name,Email,Sea\n" + "".join(rows)).encode()).columns[2].guess == guess


def test_what_somebody_calls_notes_is_taken_whatever_it_says():
    table = "Name,Notes,Skype\n" + "".join(f"Ada B{at},{'a' * 400},2024-01-02T10:00:00Z\n" for at in "abc")

    assert [column.guess for column in looked_at(table.encode()).columns] == ["name", "notes", "notes"]


BOB = "\nBob Bo,bob@b.example,\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Name,Email,Photo\nAnn Lee,ann@a.example," + "QUJD" * 15_000 + BOB, ""),
        ("Name,Email,Bio\nAnn Lee,ann@a.example," + "word " * 12_000 + BOB,
         "Left out of Ann Lee, because it’s too long for the notes: Bio."),
        ("Name,Email," + ",".join(f"C{at}x" for at in range(180)) + "\nAnn Lee,ann@a.example,"
         + ",".join(f"{at} " + "word " * 60 for at in range(180)) + BOB, "too long for the notes: C"),
        (card("FN:Ann Lee", "CATEGORIES:" + ",".join(f"t{at}" for at in range(14_000)))
         + card("FN:Bob Bo"), "Left out of Ann Lee, because it’s too long for the notes: Tags."),
        (card("FN:Ann Lee", "X-BIO:" + "word " * 12_000) + card("FN:Bob Bo"),
         "Left out of Ann Lee, because it’s too long for the notes: Bio."),
    ],
)  # fmt: skip
def test_nobody_is_left_out_for_what_nobody_asked_for(data, said):
    reading = read(data.encode())

    assert [row.name for row in reading.rows] == ["Ann Lee", "Bob Bo"]
    assert reading.troubles == []
    assert said in " ".join(map(str, reading.rows[0].remarks))
    assert bool(said) == bool(reading.rows[0].remarks)


def test_the_heading_once_more_is_nobody():
    reading = read(b"Name,Email\nAda Berg,ada@example.org\nName,Email\nBo Dahl,\nBo Dahl,\n")

    assert [row.name for row in reading.rows] == ["Ada Berg", "Bo Dahl", "Bo Dahl"]
    assert [(trouble.line, trouble.reason) for trouble in reading.troubles] == [
        (3, "It’s the heading once more.")
    ]


@pytest.mark.parametrize("cell", ["x" + " " * 90_000 + "y", '"' + " " * 90_000 + "x", '"x;' * 30_000])
def test_tags_cost_no_more_than_their_length(cell):
    quoted = cell.replace('"', '""')
    began = time.process_time()

    assert len(read(f'Name,Tags\nAda Berg,"{quoted}"\n'.encode()).rows) == 1

    assert time.process_time() - began < 1


@pytest.mark.parametrize("name", FOUND)
def test_everybody_in_a_file_comes_out_with_what_it_says(name):
    data, expected = FOUND[name]

    reading = read(data if isinstance(data, bytes) else data.encode())

    assert [entry for entry in reading.entries() if not isinstance(entry, Row)] == []
    assert reading.total == len(reading.rows) == len(expected)
    for row, facts in zip(reading.rows, expected, strict=True):
        for field, value in facts.items():
            found = getattr(row, field)
            if field in ("notes", "remarks"):
                assert value in ("\n".join(found) if field == "remarks" else found)
            else:
                assert found == value


@pytest.mark.parametrize(
    "rows",
    [
        'Name,Email,Notes\nAda,a@b.co,"Met Tom, Ann, and Lee\nlikes a, b, c\n\nbob@example.org is his"\n',
        'Name,Notes,Email,Company\nAda,"line one\nline two",ada@example.org,Firm\n',
        'Notes,Name,Email\n"one\ntwo",Ada,ada@example.org\n',
        'Name,Email\n"Ada\n"\n',
        'Name;Company;Phone;Notes\nAda;Firm;1;"x, y, z\n10,5;7\n"\n',
    ],
)
def test_notes_of_several_lines_stay_one_cell(rows):
    [row] = read(rows.encode()).rows

    assert (row.name, row.remarks) == ("Ada", ())


def test_a_row_that_cannot_be_a_person_is_told_with_its_words():
    data = (
        "Name,Company,Email,Phone\n,,,030 5550100\nDee,D,d@d.example,,one,two\n,,,,only this\n"
        "\ufeffName,Company,Email,Phone\nAda,,,\nName,Company,Email,Phone\n,,,\n"
    )

    reading = read(data.encode())

    assert [(entry.line, entry.reason) for entry in reading.troubles] == [
        (2, "There’s no name in it: 030 5550100"),
        (
            3,
            "This row has more cells than the heading row. Is a quotation mark missing? Dee, D, d@d.example, one, two",
        ),
        (4, "This row has more cells than the heading row. Is a quotation mark missing? only this"),
        (5, "It’s the heading once more."),
        (7, "It’s the heading once more."),
    ]
    assert [row.name for row in reading.rows] == ["Ada"]


def test_what_stands_between_cards_is_told_with_its_line():
    data = (
        card("FN:Ann Lee")
        + "\nCy Coe, cy@c.example\nand more\n"
        + card("FN:Bob Bo").strip()
        + " tail BEGIN:VCARD\nFN:Di\nEND:VCARD\nrest"
    )

    reading = read(data.encode())

    assert [row.name for row in reading.rows] == ["Ann Lee", "Bob Bo", "Di"]
    assert [(entry.line, entry.reason) for entry in reading.troubles] == [
        (6, "This stands outside any card: Cy Coe, cy@c.example and more"),
        (11, "This stands outside any card: tail"),
        (14, "This stands outside any card: rest"),
    ]
    assert reading.total == 6


def test_entries_that_are_deleted_or_renamed_are_told_by_their_names():
    data = (
        b"dn: cn=Ada Berg,ou=x\nchangetype: delete\n\ndn: cn=Bo Dahl\nchangetype: modrdn\nnewrdn: cn=Bo Dee\n\n"
        b"dn: cn=C\ncn: Cy Cole\n"
    )

    reading = read(data)

    assert [row.name for row in reading.rows] == ["Cy Cole"]
    assert [(entry.line, entry.reason) for entry in reading.troubles] == [
        (1, "This deletes or renames an entry of a directory: cn=Ada Berg,ou=x"),
        (4, "This deletes or renames an entry of a directory: cn=Bo Dahl, cn=Bo Dee"),
    ]


RIGHTLY_QUOTED = {
    "poem": (
        'Name,Email,Notes\nAnn Lee,ann@a.example,"likes tea,milk,sugar\nsings,dances,cooks\nruns,swims,bikes"\nBob Bo,bob@a.example,x\n',
        ["Ann Lee", "Bob Bo"], "likes tea,milk,sugar\nsings,dances,cooks\nruns,swims,bikes",
    ),
    "team": (
        'Name,Company,Role,Email,Notes\nAnn Lee,Acme,Lead,ann@a.example,"Team list:\nBob Stone,Acme,Lead,bob2@a.example,hi\nCy Coe,Acme,Lead,cy@a.example,ho"\n'
        "Bob Bo,Acme,Lead,bob@a.example,\n",
        ["Ann Lee", "Bob Bo"], "Team list:\nBob Stone,Acme,Lead,bob2@a.example,hi\nCy Coe,Acme,Lead,cy@a.example,ho",
    ),
    "signature": (
        'Name,Company,Role,Email,Notes\nAnn Lee,Acme,Lead,ann@a.example,"Signature:\nAnn Lee,Acme,Lead,ann@a.example,x\nregards"\nBob Bo,Acme,Lead,bob@a.example,\n',
        ["Ann Lee", "Bob Bo"], "Signature:\nAnn Lee,Acme,Lead,ann@a.example,x\nregards",
    ),
    "Outlook": (
        'First Name,Last Name,Company,Job Title,E-mail Address,Notes\r\nAnn,Lee,Acme,Lead,ann@a.example,"Met at fair.\nShe said: ""Come by, any time"", and left.\n'
        'Bob,Stone,Acme,Lead,bob@a.example,hi\nEnd."\r\n\r\nCy,Coe,Acme,Lead,cy@c.example,\r\n',
        ["Ann Lee", "Cy Coe"], 'Met at fair.\nShe said: "Come by, any time", and left.\nBob,Stone,Acme,Lead,bob@a.example,hi\nEnd.',
    ),
    "semicolons, every cell quoted": (
        '"Name";"Notes";"Email"\n"Ann Lee";"a;b;c\nBob;x;b@b.example\nd;e;f";"ann@a.example"\n"Cy Coe";"";"cy@c.example"',
        ["Ann Lee", "Cy Coe"], "a;b;c\nBob;x;b@b.example\nd;e;f",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHTLY_QUOTED)
def test_nobody_is_made_of_a_line_of_a_cell_that_is_rightly_quoted(name):
    data, names, notes = RIGHTLY_QUOTED[name]

    rows = read(data.encode()).rows

    assert [row.name for row in rows] == names
    assert rows[0].notes == notes
    assert all("quotation mark too few" not in remark for row in rows for remark in row.remarks)


NOTE = 'Ann Lee,ann@a.example,"tea,milk,sugar\nsings,dances,cooks"'
# What else stands in a table with that note, its heading among it, and who is in it.
BESIDE_A_NOTE = {
    f"Name,Email,Notes\n{NOTE}\nBob Bo\nCy Coe,cy@c.example,y\n": ["Ann Lee", "Bob Bo", "Cy Coe"],
    f"Name,Email,Notes\n{NOTE}\nBob Bo,bob@b.example\nCy Coe,cy@c.example,y\n": ["Ann Lee", "Bob Bo", "Cy Coe"],
    f"Name,Email,Notes\n{NOTE}\nBob Bo,bob@b.example,x,\nCy Coe,cy@c.example,y\n": ["Ann Lee", "Bob Bo", "Cy Coe"],
    f"Name,Email,Notes\n{NOTE},\nBob Bo,bob@b.example,x,\n": ["Ann Lee", "Bob Bo"],
    f"Name,Email,Notes\n{NOTE}\nBob Bo,bob@b.example,x\nTotal: 2\n": ["Ann Lee", "Bob Bo", "Total: 2"],
    '"Name","Email","Notes"\n"Ann Lee","ann@a.example","tea,milk,sugar\nsings,dances,cooks"\n"Bob Bo","bob@b.example"\n': [
        "Ann Lee", "Bob Bo",
    ],
    f'Name,Email,Notes\n{NOTE}\nBob 6" Bo,bob@b.example,x\n"Cy ""C"" Coe",cy@c.example,"a,b,c\nd,e,f"\n': [
        "Ann Lee", 'Bob 6" Bo', 'Cy "C" Coe',
    ],
}  # fmt: skip


@pytest.mark.parametrize("data", BESIDE_A_NOTE)
def test_a_note_stays_whole_whatever_other_rows_are_like(data):
    rows = read(data.encode()).rows

    assert [row.name for row in rows] == BESIDE_A_NOTE[data]
    assert rows[0].notes.startswith("tea,milk,sugar\nsings,dances,cooks")
    assert "looks like a row of its own" in "\n".join(map(str, rows[0].remarks))


@pytest.mark.parametrize(
    "data",
    [
        f"Name,Email,Notes,Tags\n{NOTE}\nBob Bo,bob@b.example,x,y\n",
        f'Name,Email,Notes,Age\n{NOTE},"24"\nBob Bo,bob@b.example,x,30\n',
    ],
)
def test_lines_that_are_narrower_than_the_heading_are_lines(data):
    rows = read(data.encode()).rows

    assert [(row.name, row.remarks) for row in rows] == [("Ann Lee", ()), ("Bob Bo", ())]


def test_a_list_of_people_in_a_note_stays_a_note_where_another_row_is_short():
    data = (
        "First Name,Last Name,Company,Job Title,E-mail Address,Notes\n"
        'Ann,Lee,Acme,Lead,ann@a.example,"Team:\nBob,Stone,Acme,Lead,bob@a.example,hi\nEnd"\nCy,Coe\n'
    )

    rows = read(data.encode()).rows

    assert [row.name for row in rows] == ["Ann Lee", "Cy Coe"]
    assert rows[0].notes == "Team:\nBob,Stone,Acme,Lead,bob@a.example,hi\nEnd"


@pytest.mark.parametrize("end", ['6"', '2.5"', '24"', '"', ' "', '6",'])
@pytest.mark.parametrize("address", ["ann@a.example", ""])
def test_people_between_two_damaged_rows_are_people(address, end):
    data = (
        f'Name,Email,Notes\nAnn Lee,{address},"good\nBob Bo,bob@b.example,fine\nCy Coe,cy@c.example,{end}\n'
        "Dee Dun,dee@d.example,y\n"
    )

    rows = read(data.encode()).rows

    assert [row.name for row in rows] == ["Ann Lee", "Bob Bo", "Cy Coe", "Dee Dun"]
    assert [row.email for row in rows[1:]] == ["bob@b.example", "cy@c.example", "dee@d.example"]
    assert "quotation mark too few" in "\n".join(map(str, rows[0].remarks))


@pytest.mark.parametrize(
    "data",
    [
        'Name,Notes,Email\nAnn Lee,"good,ann@a.example\nBob Bo,27",bob@b.example\nCy Coe,x,cy@c.example\n',
        'Name,Notes,Email\nAnn Lee,"good,ann@a.example\nBob Bo,",bob@b.example\nCy Coe,x,cy@c.example\n',
        'Notes,Name,Email\n"good,Ann Lee,ann@a.example\nfine",Bob Bo,bob@b.example\nx,Cy Coe,cy@c.example\n',
    ],
)
def test_nobody_is_swallowed_whose_address_stands_behind_the_cell(data):
    rows = read(data.encode()).rows

    assert [(row.name, row.email) for row in rows] == [
        ("Ann Lee", "ann@a.example"), ("Bob Bo", "bob@b.example"), ("Cy Coe", "cy@c.example"),
    ]  # fmt: skip


def test_two_lines_of_which_each_may_be_a_row_are_told():
    [row] = read(b'Name,Notes,Company\nAnn Lee,"good,Acme\nBob Bo,fine",Beta\n').rows

    assert row.notes == "good,Acme\nBob Bo,fine"
    assert "looks like a row of its own" in "\n".join(map(str, row.remarks))


@pytest.mark.parametrize(
    "note",
    [
        "Signature:\nAnn Lee,ann@a.example,room 6",
        "Team:\nBob Bo,bob@b.example,0170 555 01 00",
        "Team:\nBob Bo,bob@b.example,since 2024-11-05",
        "tea,milk,sugar\nsings,dances,step 6",
        "tea,milk,sugar\nsings,dances,",
    ],
)
def test_an_end_that_is_none_by_chance_or_without_people_tears_no_note(note):
    data = f'Name,Email,Notes\nAnn Lee,ann@a.example,"{note}"\nDee Dun,dee@d.example,y\n'

    rows = read(data.encode()).rows

    assert [(row.name, row.notes) for row in rows] == [("Ann Lee", note), ("Dee Dun", "y")]
    assert "looks like a row of its own" in "\n".join(map(str, rows[0].remarks))


@pytest.mark.parametrize("line", ['"" ,', "a,b,", 'x""', "b,b@b.example,6"])
def test_a_note_of_many_lines_costs_no_more_than_its_length(line):
    note = (line + "\n") * (90_000 // len(line))
    began = time.process_time()

    read(f'Name,Email,Notes\nAnn Lee,ann@a.example,"{note}6"\n'.encode())

    assert time.process_time() - began < 1


def test_a_table_is_not_rightly_quoted_where_one_row_of_it_is_not():
    data = 'Name,Email,Notes\nAnn Lee,ann@a.example,"tea\nBob Bo,bob@b.example,cars"\nCy Coe,c@c.example,27" screen\n'

    assert [row.name for row in read(data.encode()).rows] == ["Ann Lee", "Bob Bo", "Cy Coe"]


# Letters


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1250", "Łęcki,Świętosław,Żółw"),
        ("cp1250", "Dvořák,Němec,Růžička"),
        ("cp1251", "Иван Петров,Анна Ёлкина"),
        ("koi8-u", "Иван Петров,Анна Сидорова"),
        ("cp866", "Иван Петров,Анна Сидорова"),
        ("cp1253", "Μαρία Παπαδοπούλου,Γιώργος"),
        ("cp1254", "Özge Işık,Çağrı Yılmaz,Şahin Gülşen"),
        ("cp1257", "Jānis Bērziņš,Kārlis"),
        ("mac-roman", "Jörg Müller,Hélène,Weiß"),
        ("cp850", "Jörg Müller,Hélène,Weiß"),
        ("cp932", "青山 葵,有限会社青い,たなか さくら"),
        ("gb18030", "王小明,李华,北京科技有限公司"),
        ("big5", "王小明,李華,臺北科技有限公司"),
        ("cp1252", "Jörg Müller,Straßenbau,Grüße"),
        ("cp1252", "Søren Østergaard,Ærø,Åse,Bjørn,Jørgen,Kåre"),
        ("cp1252", "Guðrún Þórsdóttir,Sigurður,Ásgeir,Jónína"),
    ],
)
def test_letters_are_told_by_how_they_read(encoding, names):
    data = ("Name,Company\n" + "".join(f"{name},Firm\n" for name in names.split(","))).encode(encoding)

    assert [row.name for row in read(data).rows] == names.split(",")
    assert looked_at(data).letters == []


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1250", "Iksińsky"), ("cp1252", "Peña"), ("cp949", "김민수"), ("cp1255", "משה כהן")],
)
def test_letters_that_may_be_several_are_asked_about_with_a_sample(encoding, name):
    data = f"Name,Company\n{name},Firm\n".encode(encoding)

    likely = looked_at(data).letters

    assert encoding in [one.encoding for one in likely]
    assert name.split()[0] in next(one.label for one in likely if one.encoding == encoding)
    assert [row.name for row in read(data, letters=encoding).rows] == [name]


@pytest.mark.parametrize("begins", [b"", b"\xef\xbb\xbf", b"\n" * 9_000])
def test_a_line_that_is_no_utf8_costs_no_other_its_letters(begins):
    lines = ["Name,Email", "Zoë,z@example.org", "Élodie,e@example.org"]
    data = begins + "\n".join(lines).encode() + "\nJörg,j@example.org\n".encode("cp1252")

    assert [row.name for row in read(data).rows] == ["Zoë", "Élodie", "Jörg"]
    assert str(looked_at(data).letters[0].label).endswith("something else: Jörg, Zoë, Élodie")


# Work in proportion to what was sent


@pytest.mark.parametrize(
    ("before", "letters", "after"),
    [
        ("BEGIN:VCARD\nVERSION:3.0\nFN:Jörg Müller\nPHOTO;ENCODING=b:", 400_000, "\nEND:VCARD\n"),
        ("Name,Notes\nJörg Müller,", 40_000, "\n"),
    ],
)
def test_a_long_line_of_plain_letters_is_passed_over_once(before, letters, after):
    """Looked at anew from each of its letters, it would hold a worker for hours."""
    data = f"{before}{'A' * letters}{after}".encode("cp1252")

    assert [row.name for row in read(data).rows] == ["Jörg Müller"]
    assert looked_at(data).letters == []


@pytest.mark.parametrize("column", ["Name", "Email", "Phone", "Tags"])
@pytest.mark.parametrize("sign", [" ", "\t", " ;", "<a@", "a@", "("])
def test_a_cell_of_one_sign_is_parted_in_a_time_that_grows_with_it(column, sign):
    """Each cell is as long as a row may be; a pattern that begins anew at each sign would take minutes."""
    data = f'First Name,{column},Notes\nAnn,"x{sign * (150_000 // len(sign))}x",y\n'.encode()

    reading = read(data)

    assert len(list(reading.entries())) == reading.total == 1


def test_a_table_of_nothing_but_nuls_is_refused_at_once():
    with pytest.raises(Unreadable):
        looked_at(b"Name,Email\n" + b"\0" * 900_000)


WIDE = "\n".join(",".join(f"c{row}.{column}" for column in range(499)) for row in range(24))


@pytest.mark.parametrize("sign", ",;|\t")
def test_a_table_of_hundreds_of_columns_is_refused_before_any_is_compared(sign):
    with pytest.raises(Unreadable, match="more than 200 columns"):
        looked_at(WIDE.replace(",", sign).encode())


def test_of_a_zip_no_more_is_looked_at_than_is_in_proportion():
    heads = []
    data = packed(**{f"n{number}_csv": WIDE for number in range(400)})

    zipped.chosen_members(io.BytesIO(data), lambda head: heads.append(len(head)) or 0)

    assert sum(heads) <= 100_000 + len(data) + 4_096


def test_what_is_not_read_of_a_zip_is_named_with_its_number():
    data = packed(
        a_vcf=card("FN:Ada"), **{f"o{number}_csv": "Name,Email\nBo,b@c.eu\n" for number in range(6)},
        inner_zip=packed(b_vcf=card("FN:Bo")), photo_jpg=b"\xff\xd8", cut_csv=b"\xff" * 9,
    )  # fmt: skip

    assert [str(note) for note in read(data).notes] == [
        "Read from the ZIP: a.vcf.",
        "Not read, though there may be people in it: o0.csv, o1.csv, o2.csv, o3.csv, o4.csv and 3 more files.",
    ]


def test_the_members_of_a_zip_are_counted_whatever_its_end_says():
    data = bytearray(packed(**{f"n{number}_csv": "" for number in range(600)}))
    end = data.rindex(b"PK\x05\x06")
    data[end + 8 : end + 12] = (3).to_bytes(2, "little") * 2

    with pytest.raises(Unreadable, match="too many files"):
        read(bytes(data))


def test_the_lists_of_a_zip_together_are_no_larger_than_a_file_may_be():
    rows = "".join(f"{number * 7919},{number * 104729},,,,,\n" for number in range(370_000))
    assert MOST_BYTES / 2 > len(rows) > MOST_BYTES / 4

    with pytest.raises(Unreadable, match="larger than 20 MB"):
        read(
            packed(a_csv=LINKEDIN + rows, b_csv=LINKEDIN + rows, c_csv=LINKEDIN + rows, d_csv=LINKEDIN + rows)
        )


def test_a_list_that_is_counted_is_not_counted_again():
    data = (LINKEDIN + "Ada,Berg,,,,,\n" * 3).encode()

    assert (read(data).total, read(data, counted=2).total) == (3, 2)
