"""By what one recognises somebody: one key for all spellings, and another one for others."""

import pytest

from mentoring.identity.keys import company_key

# Companies


@pytest.mark.parametrize(
    "written",
    [
        "Kestrel Cold Chain",
        "Kestrel Cold Chain Ltd",
        "KESTREL COLD CHAIN LIMITED",
        " kestrel   coldchain ",
        "The Kestrel Cold-Chain Co., Inc.",
        "Kestrel Cold Chain G.m.b.H. & Co. KG",
        "Kestrel Cold Chain S.A.",
        "Kestrel Cold Chain A/S",
        "Kestrel\u00a0Cold\tChain, plc",
    ],
)
def test_company_is_the_same_in_every_spelling(written):
    assert company_key(written) == "kestrelcoldchain"


def test_company_with_and_is_the_same_with_the_sign():
    assert company_key("Tallow & Finch") == company_key("Tallow and Finch LLP") == "tallowfinch"


@pytest.mark.parametrize("written", ["Kestrel", "Kestrel Cold Chains", "Cold Chain Ltd", "Kestrel Cold"])
def test_company_of_another_name_is_another_one(written):
    assert company_key(written) != company_key("Kestrel Cold Chain")


def test_company_of_a_group_is_the_same_without_the_word():
    assert company_key("Tallow Holding AG") == company_key("TALLOW Group") == "tallow"
    assert company_key("Holding Hands") == "holdinghands"


def test_company_is_the_same_without_its_accents():
    assert company_key("Société Générale SA") == company_key("SOCIETE GENERALE")


@pytest.mark.parametrize(
    "written", ["", "  ", "-", "Selbständig", "Self-employed", "freelance", "N/A", "Retired", "…"]
)
def test_no_company_has_no_key(written):
    assert company_key(written) == ""


@pytest.mark.parametrize("written", ["Ltd", "Co", "The", "AG"])
def test_company_named_like_a_legal_form_keeps_its_name(written):
    assert company_key(written) == written.lower()
