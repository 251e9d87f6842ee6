"""What `make run` starts: the server, and the static files it serves."""

import signal
import socket

import pytest
from django.core.management import call_command

from config.settings import RELEASE, STORAGES
from tests import serving
from tests.mailserver import free_port


@pytest.fixture
def port():
    """A port nobody listens on."""
    return free_port()


@pytest.fixture
def serve(port, tmp_path):
    """Start the server as `make run` does: `serve()` returns the process; it ends with the test at the latest."""
    started = []

    def start():
        started.append(serving.start(serving.environment(port, tmp_path)))
        return started[-1]

    yield start
    for server in started:
        server.terminate()
        server.communicate()


def test_server_says_where_it_is_answers_and_stops_at_one_signal(serve, port):
    server = serve()

    assert serving.wait_for(f"http://localhost:{port}/healthz") == 200
    assert server.stdout.readline() == f"Waymark {RELEASE} is at http://localhost:{port} (Ctrl-C stops it)\n"

    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=20) == 0


def test_server_refuses_a_port_that_is_taken(serve, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        server = serve()

        assert server.wait(timeout=30) == 1
        assert (
            server.stderr.read() == f"Port {port} is taken; set PORT to another, such as PORT={port + 1}.\n"
        )


def test_static_files_are_found_and_hashed(settings, tmp_path):
    settings.STORAGES = STORAGES
    settings.STATIC_ROOT = tmp_path

    call_command("collectstatic", interactive=False, verbosity=0)

    assert (tmp_path / "staticfiles.json").exists()
    assert list((tmp_path / "mentoring" / "css").glob("waymark.*.css"))
    assert list((tmp_path / "mentoring" / "css").glob("waymark.*.css.gz"))
    assert list((tmp_path / "mentoring" / "css").glob("waymark.*.css.br"))
