"""Trying without a must-have, which saves nothing."""

from mentoring.models import MentorCriterion
from tests.factories import AssessmentFactory, MentorCriterionFactory, ProspectFactory
from tests.pages import html_of
from tests.views.assessments.compared import INDEX


def test_try_without_is_offered_where_a_must_have_rules_somebody_out(client_alice, alice, daniel, must, nice):
    met = MentorCriterionFactory(owner=alice, text="Has time", importance="must")
    for criterion, answer in ((must, "does_not"), (nice, "does_not"), (met, "meets")):
        AssessmentFactory(contact=daniel, criterion=criterion, answer=answer)

    html = html_of(client_alice.get(f"{INDEX}?people={daniel.pk}"))

    assert html.count('class="m-try"') == 1
    assert f'href="/trade-offs/?people={daniel.pk}&amp;without={must.pk}"' in html


def test_try_without_says_what_changes_and_saves_nothing(client_alice, alice, daniel, ruth, must):
    time = MentorCriterionFactory(owner=alice, text="Has an hour a month", importance="must")
    AssessmentFactory(contact=daniel, criterion=must, answer="does_not")
    before = list(MentorCriterion.objects.values("pk", "importance", "revision"))

    response = client_alice.get(f"{INDEX}?without={must.pk}")

    html = html_of(response)
    assert f"Trying without “{must.text}”" in html
    assert "Daniel would then meet 0 of 1 must-haves, with one to find out. Nothing is saved." in html
    assert f'action="/criteria/{must.pk}/made-nice/"' in html
    assert 'name="next" value="/trade-offs/"' in html
    assert [cell.criterion for cell in response.context["table"].heads[0].fit.must] == [time]
    assert list(MentorCriterion.objects.values("pk", "importance", "revision")) == before


def test_try_without_names_everybody_it_lets_in(client_alice, alice, must):
    people = [ProspectFactory(owner=alice, name=f"{letter}x Adler") for letter in "ABCDEFG"]
    for person in people[:3]:
        AssessmentFactory(contact=person, criterion=must, answer="does_not")

    assert "Three more people would then qualify: Ax, Bx and Cx." in html_of(
        client_alice.get(f"{INDEX}?without={must.pk}")
    )

    for person in people[3:]:
        AssessmentFactory(contact=person, criterion=must, answer="does_not")
    assert "Seven more people would then qualify: Ax, Bx, Cx, Dx, Ex and two more." in html_of(
        client_alice.get(f"{INDEX}?without={must.pk}")
    )


def test_try_without_says_when_nobody_more_would_qualify(client_alice, daniel, must):
    assert "No one else would qualify. Nothing is saved." in html_of(
        client_alice.get(f"{INDEX}?without={must.pk}")
    )


def test_try_without_ignores_a_nice_to_have(client_alice, daniel, must, nice):
    response = client_alice.get(f"{INDEX}?without={nice.pk}")

    assert response.context["table"].tried is None
