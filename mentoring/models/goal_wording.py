"""Whether the wording of a goal says more than a wish: advice only, and it may be wrong.

Mager ("Goal Analysis", 1972) tells a fuzzy from a performance: could somebody watch you do it? "Understand" and "be
better" can't be watched, "explain to my team" can. Locke & Latham (2002) found that a goal with a count beats "do
your best". Seijts & Latham (2005): where the way isn't known yet, a goal to find and try so many ways serves better
than a result, so learning goals count as well.

So a wording is specific when two of these can be pointed at:
- a deed: its verb says more than be, get, improve, learn (make, lead, give ... only with something of substance),
- a thing: a plain word for what, where or with whom, once for each part of the sentence,
- a count or a rhythm: three, each, weekly, by six,
- a condition: who, that, without, how ... with words of its own.
A word of degree (better, more, good) is no performance: then it takes a count as well, or four of these.
Any word that isn't known here counts as plain, so that another language or trade is never told to be vague.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What may stand before the deed, and says nothing about it.
_LEAD_IN = re.compile(
    r"^(?:(?:i|we)(?:['’]d| would)? (?:want|like|hope|plan|need|wish|try) to "
    r"|(?:my|the) goal is to |to "
    r"|(?:learn|understand|know|find out|figure out|see|discover|work out|get to know)(?: how)? to "
    r"|be (?:able|ready|prepared|willing|confident enough) to |become able to |try to |start to |begin to "
    r"|be present |get (?:used|round|around) to |(?:practise|practice|get into the habit of) )+"
)
# Other words for what has a verb of its own.
_SAID_AS = (
    (re.compile(r"^(?:take (?:the lead|charge)|be in charge) (?:on|in|of|for) "), "lead "),
    (re.compile(r"^(?:stop|quit) feeling "), "feel "),
    (re.compile(r"^(?:not|never|no longer) "), "stop "),
    (re.compile(r"^get (?:my|our) heads? a?round "), "understand "),
    (re.compile(r"^(?:bring|give|do) (?:it )?(?:my|our) (?:a[- ]game|all|best)\b"), "improve"),
    (
        re.compile(r"^(?:unlock|unleash|fulfil|fulfill|realise|realize|reach) (?=my |our |the |full )"),
        "improve ",
    ),
    # Whoever has that post, has it: everybody can see.
    (
        re.compile(
            r"^(?:be|become|get|find) (?:an? |my )?(?:first |new |next |better )?"
            r"(?:job|post|position|role|promoted|promotion|work) (?=(?:as|at|to) )"
        ),
        "land ",
    ),
    (re.compile(r"\bso (?=(?:\w+ed|afraid|anxious|busy|nervous|tired)\b)"), ""),
)
# It counts once all of it was done, or by nobody else; and what has such an end.
_WHOLE = re.compile(
    r"\b(?:from )?(?:start to finish|beginning to end|first day to last|end[ -]to[ -]end)\b"
    r"|\b(?:on my own|by myself|alone|single-handed(?:ly)?)(?=[ .,;!]|$)"
)
_WITH_AN_END = re.compile(
    r"\b(?:a|an|the|our|my own) (?:[^\W\d_]+ )?(?:project|budget|process|meeting|negotiation)\b"
)
# Who hears what is said.
_SAYING = _words("""
    apologise apologize argue ask demonstrate disagree explain pitch present propose report say teach tell
""")
_LISTENERS = re.compile(
    r"\b(?:(?:my|our|the|a) (?:whole |entire |new )?"
    r"(?:boss|manager|director|executive|team|teams|company|colleague|colleagues|department|staff)|senior management)\b"
)
_DECIDING = _words("choose decide")
_ONE_WORD = re.compile(r"\b(?:one|1)[- ]?(?:to|on|:)[- ]?(?:one|1)(s?)\b|\b1:1(s?)\b")
_NO_COUNT = re.compile(r"\b(?:one|some) day\b|\bday one\b|\bnumber one\b|\bat least\b|\bat once\b")
_RHYTHM = re.compile(
    r"\b(?:a|an|per|each|every|any) "
    r"(?:day|night|morning|evening|week|weekend|month|quarter|year|sprint|hour)\b"
)

_FILLERS = _words("""
    a about above across after again against all almost along already also always am among an and any anybody
    anyone anything are aren't around as at away back be been before being below beside between both but by can
    could d did do does doesn't don don't don’t down during even ever everybody everyone everything for from has
    have here hers him his how however i i'm i've if in into is isn isn't isn’t it its itself i’m i’ve just like
    ll m may maybe me might mine much must my myself never no not now of off often on once only onto or other
    others our ours ourselves out over own per perhaps quite rather re really s same shall she should since so
    some somebody someone something soon still such t than that the their theirs them themselves then there
    these they this those though through throughout to today together tomorrow too toward towards under until up
    upon us ve very via was we we're were what when where which while who whom whose why will with within
    without would yet you your yours yourself
""")
# They name a state or a wish: nobody could watch them.
_WISHES = _words("""
    accept accomplish achieve acquire act adapt adjust advance aim appreciate balance be become behave believe
    boost broaden care change collaborate commit communicate concentrate connect consider contribute cope deal
    decrease deepen develop discover elevate embrace empower engage enhance enjoy evolve excel expand explore
    extend face familiarise familiarize feel figure find flourish focus gain get grasp grow handle have help
    hone hope improve increase influence inspire juggle know learn listen look manage master matter maximise
    maximize motivate move navigate need network obtain optimise optimize organise organize overcome own pivot
    polish prioritise prioritize progress reduce refine reflect relax remain search see seek settle sharpen
    shift sort stay strengthen study succeed support survive switch think thrive transform transition trust
    understand unwind want widen wish work
""")
# They say something only together with what follows.
_LIGHT = _words("""
    begin bring build clarify come craft create cultivate define deliver demonstrate do drive ensure establish
    foster give go hold identify keep lead maintain make promote provide pursue put set shape show start step
    take turn use
""")
_ALSO_DEEDS = _words("mentor order place practice stage track voice")
# After these what follows stays one topic, however long it is and whenever it should be done.
_TO_KNOW = _words("""
    appreciate boost discover enhance explore familiarise familiarize grasp improve know learn master polish refine
    sharpen strengthen study understand
""")
_DEADLINE = re.compile(
    r"\b(?:by|in|within|before|until) (?:the )?(?:end of )?(?:the )?(?:next |this |that )?"
    r"(?:\w+ (?:days|weeks|months|years)|year|summer|autumn|winter|spring|christmas|easter|may|\d{4}|"
    r"january|february|march|april|june|july|august|september|october|november|december)\b"
)
# Words for what cannot be seen, and those that could stand in anybody's goal.
_ABSTRACT = _words("""
    abilities ability accountable action actions admire admired advancement advice afraid ahead ambition
    ambitions analytical anxious approach area areas assertiveness attitude authority autonomy awareness basics
    becoming behavior behaviour big boss boundaries brand burnout business businesses busy calm calmly
    capabilities capability career careers certain challenge challenges changes charisma clarity coaching
    collaboration colleague colleagues comfort comfortable communication communicator companies company
    competence competencies competition confidence conflict conflicts connection connections contacts
    contribution control corporate creative creativity credibility critical cross-functional culture current
    data day days decisions delegation development difference different difficult digital direction director discipline
    diversity doing early easily effectiveness efficiency emotional emotions empathy energy entrepreneur
    entrepreneurial entrepreneurship environment evening evenings everyday excellence exciting executive
    expectations experience experiences expert expertise exposure family fast feedback few field finance
    finances financial firm firms fit forward free friends full fulfilling fulfilment fully fundamentals future gap
    gaps general gets getting giving global goal goals goes going got gravitas growth habits happiness hard
    having health heard helpful honestly horizons hour hours human ideas identity impact important imposter
    impostor impression improvement income independence industries industry information initiative innovation
    insight insights inspiration inspires integrity intelligence interest interesting interests international
    interpersonal issues job jobs junior kind knowledge known ladder landscape late leader leaders leadership
    leading learning level levels life lifestyle like-minded liked limits listener long long-term looking looks
    lot love loved made makes making management manager managers many market markets matters maturity meaning mentor
    mentors micromanaging mind mindfulness mindset minute minutes money month months morning mornings motivation
    naturally nervous networking networks new next night nights normal noticed numbers objectives openly
    opportunities opportunity options order organisation organisations organization organizations overall
    overthinking overwhelmed passion path patience peace people performance performer person personal
    personality perspective perspectives picture place planning politics position positions potential power
    practice practices presence pressure priorities priority problems process processes procrastinating
    procrastination productivity professional professionals profile progression project projects promoted
    promotion properly prospects public purpose qualities quality ready recognition
    relationship relationships relevant reputation resilience respect respected responsibilities responsibility
    responsible rest result results right role roles rope ropes routine satisfaction seen self self-awareness
    self-care self-confidence self-doubt self-esteem senior sense seriously several short short-term situation
    situations skill skills social soft space speaker speaking staff stage stakeholder stakeholders standards
    status steps strategies strength strengths stress stressed stuff success successes syndrome taken taking
    talent talents team teams teamwork tech technical technology term thing things thinking time times tired
    tools tough track trends trusted uncomfortable understanding upward useful value valued values various
    visibility visible vision voice way ways weakness weaknesses week weeks well-being wellbeing wellness what's
    whole work-life working workload workplace works world worrying year years
""")
# A wish for more of something nobody measures.
_DEGREE = _words("""
    additional amazing assertive assertively best better bigger broader calmer clear clearer clearly closer
    confident confidently consistent consistently decisive deeper disciplined easier effective effectively
    efficient efficiently excellent exceptional faster fewer focused good great greater happier happy healthier
    healthy higher impactful improved improving influential inspirational inspiring larger less meaningful
    mindful more most much organised organized outstanding patient persuasive positive proactive proactively
    productive productively quicker quickly regularly resilient smart smarter strategic strategically strong
    stronger successful successfully top well wider wiser
""")
_NUMBERS = _words("""
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen half third once twice
    thrice first second both each every daily weekly fortnightly monthly quarterly yearly annual annually nightly
    percent percentage double triple
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
    sundays weekend weekends january february march april june july august september october november december
    noon midnight
""")
# Where another part of the sentence begins.
_PARTS = _words("""
    about across after against among around as at before between by during for from in into of on onto over than
    throughout to towards toward under until upon via with within without who whose which that where when while
    so if because how what why whether enough instead
""")
# What says under which condition it counts.
_CONDITIONS = _words("who whose which that where without so enough instead until before when while if unless")
_QUESTIONS = _words("how what why whether which where")

# Good enough for something is a condition, no degree.
_ENOUGH = re.compile(r"\b\w+ enough\b")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DIGIT = re.compile(r"\d")
_EMPTY = _FILLERS | _WISHES | _LIGHT | _ABSTRACT | _DEGREE


def is_specific(title: str) -> bool:
    """Whether a goal's wording names something one could watch or count, rather than a wish."""
    text = _ONE_WORD.sub("meeting-for-two", " ".join(title[:500].casefold().split()))
    text = _ENOUGH.sub("enough", _NO_COUNT.sub(" ", _LEAD_IN.sub("", text)))
    for other, verb in _SAID_AS:
        text = other.sub(verb, text)
    ends = _as_a_whole(text)
    text = _WHOLE.sub(" ", text)
    if text.lstrip().partition(" ")[0] in _TO_KNOW:
        text = _DEADLINE.sub(" ", text)
    words = _WORD.findall(text)
    match words:
        case []:
            return False
        case [wish, "and", head, *rest] if wish in _WISHES:
            pass  # "Find and try three ways": the second verb says what is done.
        case [head, *rest]:
            pass
    parts = _cut(rest)
    things = sum(any(_is_plain(word) for word in part) for part in parts)
    counts = _how_many(text, words)
    if head in _TO_KNOW:
        things = min(things, 1)
    marks = (
        _deed(head, parts[0], counts) + things + counts + _condition(rest) + ends + _hears(head, text, rest)
    )
    return marks >= (4 if _DEGREE & set(words) and not counts else 2)


def _is_count(word: str) -> bool:
    return word in _NUMBERS or bool(_DIGIT.match(word))


def _is_plain(word: str) -> bool:
    """Whether a word names a thing, a place, a person or a deed, for all that is known here."""
    return word not in _EMPTY and not _is_count(word)


def _cut(words: list[str]) -> list[list[str]]:
    """The words cut where another part of the sentence begins; what follows the verb comes first."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word in _PARTS:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _deed(head: str, after: list[str], counts: int) -> bool:
    """Whether the verb can be watched, by itself or with what it is done to."""
    if head in _LIGHT:
        return counts > 0 or any(map(_is_plain, after))
    return _is_plain(head) or head in _ALSO_DEEDS


def _how_many(text: str, words: list[str]) -> int:
    """How often the wording says how many, how often or until when; numbers in a row count once."""
    counted = [_is_count(word) for word in words]
    numbers = sum(now and not before for before, now in zip([False, *counted], counted, strict=False))
    return numbers + sum(not _is_count(found.split()[0]) for found in _RHYTHM.findall(text))


def _condition(words: list[str]) -> bool:
    """Whether it says under which condition it counts, or asks a question with two plain words in it."""
    asked = next((at for at, word in enumerate(words) if word in _QUESTIONS), len(words))
    return bool(_CONDITIONS & set(words)) or sum(map(_is_plain, words[asked:])) >= 2


def _as_a_whole(text: str) -> int:
    """How often it says that all of it is done, or by nobody else: also of what."""
    is_whole = bool(_WHOLE.search(text))
    return is_whole + (is_whole and bool(_WITH_AN_END.search(text)))


def _hears(head: str, text: str, words: list[str]) -> bool:
    """Whether somebody hears it, or it is decided one way or the other."""
    return (head in _SAYING and bool(_LISTENERS.search(text))) or (head in _DECIDING and "whether" in words)
