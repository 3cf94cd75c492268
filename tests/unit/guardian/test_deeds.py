"""What a candidate did beside answering, and what its libraries are there for."""

from dreamer_app.guardian.checks.tests_pass import _deeds


def test_deeds_count_unless_the_lesson_is_about_them() -> None:
    did = ("subprocess.Popen", "os.posix_spawn", "open /etc/hostname")

    assert _deeds(did, ()) == list(did)
    assert _deeds(did, ("subprocess",)) == ["open /etc/hostname"]
