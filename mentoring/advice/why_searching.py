"""Why Waymark says so, while somebody is being searched: goals, who to look for, asking, letters and days."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .evidence import FINDINGS, EvidenceLine, Grade, Topic

GOALS = Topic(
    "goals",
    _("Your goals"),
    (
        EvidenceLine(
            _("Write your goals down, and say how you’ll know you’re there."),
            _(
                "Setting a goal helped, more so when it was difficult, public or a group’s. Nobody tested our "
                "questions."
            ),
            Grade.MANY,
            "prompts.general prompts.skill prompts.business prompts.exposure prompts.role prompts.balance "
            "prompts.career prompts.other",
            "Epton et al. 2017",
            _("141 papers, 16,523 people"),
        ),
        EvidenceLine(
            _("Say when and where you take the first small step: “when this happens, I will”."),
            _(
                "Plans like this helped people do what they meant to, and more so in a real if-then form and "
                "when rehearsed."
            ),
            Grade.MANY,
            "goal.step",
            "Gollwitzer & Sheeran 2006; Sheeran et al. 2024",
            _("94 tests, then 642"),
        ),
        EvidenceLine(
            _("Think of what could get in the way of a step, and what you’ll do then."),
            _(
                "Picturing the obstacle and planning for it helped somewhat. Studies that found nothing may be missing."
            ),
            Grade.SHAKY,
            "step.obstacle",
            "Wang 2021",
            _("24 effects, 15,907 people"),
        ),
        EvidenceLine(
            _("Choose the kind of help you need, and a date within a year."),
            _("myIDP sorts goals into three kinds, on a calendar of six to twelve months."),
            Grade.SAID,
            "goal.area goal.target coach.MONTHS_AHEAD",
            "myIDP, Science Careers",
        ),
        EvidenceLine(
            _("No more than three goals at a time."),
            _("A template for mentoring agreements has room for three."),
            Grade.SAID,
            "courtesies.MAX_ACTIVE_GOALS",
            "US National Park Service",
        ),
        EvidenceLine(
            _("Word a goal so that someone else could tell when you’re there."),
            _("A mentor can only help with what they can see."),
            Grade.OWN,
            "goal.success goal.wording",
        ),
    ),
)

LOOKING = Topic(
    "looking",
    _("Who to look for"),
    (
        EvidenceLine(
            _("Look at values, and at how someone works."),
            _(
                "Mentees were more satisfied with mentors of like attitudes, values, beliefs and personality. "
                "That counted for more than demographics."
            ),
            Grade.MANY,
            "suggestions.values",
            "Eby et al. 2013, Psychological Bulletin",
            _("173 samples, 40,737 people"),
        ),
        EvidenceLine(
            _("Skills, experience, character, and the practical side."),
            _(
                "Lists for mentees name a record one admires, time, commitment, and someone who works well with "
                "them."
            ),
            Grade.SAID,
            "suggestions.skill suggestions.experience suggestions.attribute suggestions.practicality "
            "tip.criteria/guide.html",
            "Yale; Indiana University School of Medicine; smartcompany.com.au",
        ),
        EvidenceLine(
            _("Someone who has a say where you want to go."),
            _(
                "83 % of women and 76 % of men had a mentor, but 65 against 72 % were promoted. The men’s mentors "
                "were more senior."
            ),
            Grade.ONE,
            "quality.has-a-say",
            "Ibarra, Carter & Silva 2010",
            _("women and men"),
        ),
        EvidenceLine(
            _("The other qualities to choose between."),
            _(
                "They come from the article that Waymark follows. What’s about someone’s own life is never required."
            ),
            Grade.SAID,
            "quality.agenda-and-all quality.nurturing quality.commanding quality.presents-well quality.working-parent",
            _("the article"),
        ),
        EvidenceLine(
            _("A few criteria for each situation, five must-haves at the most, two in an ask."),
            _("Each must-have leaves people out, so few are better."),
            Grade.OWN,
            "start.first-time-leading start.back-from-leave start.founder start.specialist-to-manager "
            "start.first-job-abroad courtesies.MAX_MUST_HAVES introductions.SUGGESTED_MUST_HAVES checks.MOST_CRITERIA "
            "checks.criteria",
        ),
        EvidenceLine(
            _("Write to people you haven’t heard from in years."),
            format_lazy(
                "{} {}",
                FINDINGS["quiet"].text,
                _(
                    "People they’d lost touch with for years gave advice as useful as others’, or more so, in "
                    "shorter talks; the most useful were higher up, and people they’d spent little time with (Levin, "
                    "Walter & Murnighan 2011)."
                ),
            ),
            Grade.ONE,
            "finding.quiet",
            FINDINGS["quiet"].source,
            _("224 executives asking about a project at work, not about mentoring"),
        ),
        EvidenceLine(
            _("Ask acquaintances first, then those you’re closest to, then the quiet ones."),
            FINDINGS["weak_ties"].text,
            Grade.ONE,
            "finding.weak_ties",
            FINDINGS["weak_ties"].source,
            _("20 million people on LinkedIn"),
        ),
        EvidenceLine(
            _("In touch, close, quiet, vouched for: how many messages, endorsements and months that takes."),
            _(
                "In touch: both wrote within a year. Knew once: three messages or more, and quiet for three years. "
                "Vouched: one recommendation, or two endorsements."
            ),
            Grade.OWN,
            "ties.IN_TOUCH_MONTHS ties.QUIET_MONTHS ties.LEAST_MESSAGES tie.LEAST_MESSAGES tie.LEAST_ENDORSEMENTS "
            "closeness.IN_TOUCH_MONTHS closeness.CLOSE_FROM in_touch.QUIET_AFTER",
        ),
    ),
)

ASKING = Topic(
    "asking",
    _("Asking"),
    (
        EvidenceLine(
            _("Ask in person where you can."),
            format_lazy(
                "{} {}",
                FINDINGS["asking"].text,
                _("By email it was the other way round: they expected too much (Roghanizad & Bohns 2017)."),
            ),
            Grade.ONE,
            "finding.asking",
            FINDINGS["asking"].source,
            _("people who asked face to face"),
        ),
        EvidenceLine(
            _("Say that no is fine."),
            _(
                "Told they were free to refuse, people agreed more often across all the experiments, but not "
                "clearly so in the seven soundest. So it’s good manners, not a trick."
            ),
            Grade.SHAKY,
            "checks.no",
            _("52 experiments put together"),
            _("seven of them had a low risk of bias"),
        ),
        EvidenceLine(
            _("Say what it’s for, and by when you’ll use it. Write within two weeks."),
            _("Nobody should be asked for an introduction that isn’t used."),
            Grade.SAID,
            "checks.why composer.WRITE_BY_DAYS",
            _("the article; AAD"),
        ),
        EvidenceLine(
            _("Ask for half an hour, and not for a mentor yet."),
            _("A first request is small and specific: fifteen to thirty minutes."),
            Grade.SAID,
            "checks.time checks.outright meetings.MINUTES",
            "itsjennywood.com; steveblank.substack.com; drsowhat.com",
        ),
        EvidenceLine(
            _("Keep a message between 60 and 120 words."),
            _("Sixty to 120 words, or three sentences for the introduction itself."),
            Grade.SAID,
            "checks.FEWEST_WORDS checks.MOST_WORDS checks.length",
            "ai-job-search; fourathens.com",
        ),
        EvidenceLine(
            _("Sixty words when you say it aloud; name the person; an answer within seven working days."),
            _("Short enough to say in two breaths, and clear enough to act on."),
            Grade.OWN,
            "ask.MOST_SPOKEN checks.person introductions.ANSWER_BY_WORKING_DAYS",
        ),
        EvidenceLine(
            _("The same person is asked again after 90 days."),
            _("And not before the last ask is closed and thanked for."),
            Grade.REPEATED,
            "courtesies.REST_BETWEEN_ASKS",
        ),
        EvidenceLine(
            _("Three introductions under way at once; whoever didn’t answer, again after six months."),
            _("It follows from asking only for what you’ll use."),
            Grade.OWN,
            "courtesies.OPEN_AT_ONCE courtesies.ASK_AGAIN_AFTER_MONTHS shared.MONTHS",
        ),
        EvidenceLine(
            _("A no can be a good thing."),
            FINDINGS["a_no"].text,
            Grade.ONE,
            "finding.a_no",
            FINDINGS["a_no"].source,
            _("1,162 employees"),
        ),
    ),
)

LETTERS = Topic(
    "letters",
    _("Letters, and by when"),
    (
        EvidenceLine(
            _("Write thank-you notes."),
            FINDINGS["thanking"].text,
            Grade.ONE,
            "finding.thanking",
            FINDINGS["thanking"].source,
            _("people who wrote thank-you letters"),
        ),
        EvidenceLine(
            _("Thank whoever introduced you."),
            _(
                "Helpers who had been thanked helped again, 66 against 32 %, and helped someone else, 55 against "
                "25 %. Other work by one of the authors was withdrawn."
            ),
            Grade.SHAKY,
            "letter.thanks",
            "Grant & Gino 2010",
            _("people who had helped someone"),
        ),
        EvidenceLine(
            _("Answer an introduction to both, move the introducer to bcc, and thank them there."),
            _("That’s how introductions by email are described."),
            Grade.SAID,
            "letter.first courtesies.THANK_WITHIN",
            "andrewkoch.com; fourathens.com",
        ),
        EvidenceLine(
            _("Write within a day of being introduced."),
            _("The same day, or within 24 hours."),
            Grade.REPEATED,
            "courtesies.WRITE_WITHIN",
        ),
        EvidenceLine(
            _("Give a note to pass on as a new email."),
            _("It should speak for itself, one for each person, with nothing above it."),
            Grade.SAID,
            "letter.forward",
            "Hacker News; Benjamin Reinhardt",
        ),
        EvidenceLine(
            _("Nudge once, after seven working days."),
            _("It was written about reaching the person you want, not about introducers."),
            Grade.SAID,
            "courtesies.NUDGE_AFTER letter.nudge",
            "Duke University, “3B7”",
        ),
        EvidenceLine(
            _("Three messages in all, seven working days apart."),
            _("One source stops at three messages, another at two reminders."),
            Grade.SAID,
            "courtesies.FOLLOW_UP_AFTER letter.follow_up letter.direct_again",
            "staceylane.net; ai-job-search",
        ),
        EvidenceLine(
            _("Tell the introducer how it went within two days."),
            _("People say that introducers want to hear; the two days are just widely repeated."),
            Grade.REPEATED,
            "courtesies.REPORT_WITHIN letter.outcome",
            "itsjennywood.com",
        ),
        EvidenceLine(
            _("Say thank you for a no within a day, and ask for nothing else."),
            _("A no is taken, and the person stays a contact."),
            Grade.SAID,
            "courtesies.THANK_FOR_A_NO_DAYS letter.take_no letter.ask_again",
            _("the article"),
        ),
        EvidenceLine(
            _(
                "One question to an introducer is enough; after four weeks it’s too late to say thanks for a no; "
                "and the days we remind you on."
            ),
            _("Any later, and a thank-you is an odd letter to get."),
            Grade.OWN,
            "letter.question courtesies.THANK_FOR_A_NO_UNTIL_DAYS courtesies.LOOK_AHEAD_DAYS "
            "courtesies.MEET_SOON_DAYS courtesies.REMIND_AGAIN_DAYS",
        ),
    ),
)

SEARCHING = (GOALS, LOOKING, ASKING, LETTERS)
