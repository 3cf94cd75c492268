"""What a candidate did beside answering, and what its libraries are there for."""

from dreamer_app.guardian.deeds import beyond_answering


def test_deeds_count_unless_the_lesson_is_about_them() -> None:
    did = ("subprocess.Popen", "os.posix_spawn", "open /etc/hostname")

    assert beyond_answering(did, ()) == list(did)
    assert beyond_answering(did, ("subprocess",)) == ["open /etc/hostname"]
