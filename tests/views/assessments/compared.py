"""What is read of the table that compares people."""

INDEX = "/trade-offs/"


def columns(response) -> list[str]:
    return [head.contact.first_name for head in response.context["table"].heads]


def answer(client, contact, criterion, **posted):
    posted = {f"{name}_{criterion.pk}" if name != "next" else name: value for name, value in posted.items()}
    return client.post(f"/contacts/{contact.pk}/fit/{criterion.pk}/answered/", posted)
