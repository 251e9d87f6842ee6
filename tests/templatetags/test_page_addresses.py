"""`{% url %}` prints what Django's prints, whether the address was looked up before or not."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch


def printed(text: str, **values) -> str:
    """What a template prints with these values."""
    return Template(text).render(Context(values))


@pytest.mark.parametrize(
    ("tag", "address"),
    [
        ("{% url 'goals.index' %}", "/goals/"),
        ("{% url 'goals.index' as here %}[{{ here }}]", "[/goals/]"),
        ("{% url 'goals.detail' pk %}", "/goals/7/"),
        ("{% url 'goals.detail' pk=pk %}", "/goals/7/"),
        ("{% url name pk %}", "/goals/7/"),
        ("{% url 'letters.write' pk 'nudge' %}", "/introductions/7/letters/nudge/"),
        ("{% url 'nowhere' as here %}[{{ here }}]", "[]"),
        ("{% url 'goals.detail' missing as here %}[{{ here }}]", "[]"),
    ],
)
def test_an_address_is_the_same_twice(tag, address):
    assert [printed(tag, pk=7, name="goals.detail") for _time in range(2)] == [address, address]


@pytest.mark.parametrize(("tag", "pk"), [("{% url 'nowhere' %}", 7), ("{% url 'goals.detail' pk %}", -7)])
def test_what_has_no_address_is_refused(tag, pk):
    with pytest.raises(NoReverseMatch):
        printed(tag, pk=pk)
