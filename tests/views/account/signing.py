"""What the tests of an account share: its forms as they are sent, and what a page says is wrong."""

PASSWORD = "three random words"
PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"


def sign_in(client, email="leila@example.org", password=PASSWORD, **more):
    """Send the sign-in form."""
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def errors(response):
    """What the form of a page says is wrong."""
    form = response.context["form"]
    return {name: list(said) for name, said in form.errors.items()}
