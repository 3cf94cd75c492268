import os
import random
import shutil
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from dreamer_app.core.errors import ModelError, Stopped
from dreamer_app.core.inference import Finish, Generation, GenerationRequest, Prompt, Sampling
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import ModelHost, read_header
from dreamer_app.inference.chat import PLAIN_STOP, plain
from dreamer_app.inference.host import Work

pytestmark = pytest.mark.model


def make_host(path: Path, *, context: int = 1024, sequences: int = 8) -> ModelHost:
    return ModelHost(read_header(path), context=context, sequences=sequences, priority=0)


@pytest.fixture
def host(embedded_model: Path) -> Iterator[ModelHost]:
    made = make_host(embedded_model)
    yield made
    made.close()


def short(text: str = "x = 1\n# comment", **changes: object) -> GenerationRequest:
    values: dict[str, object] = {"prompt": Prompt(text=text), "max_tokens": 4, **changes}
    return GenerationRequest(**values)  # type: ignore[arg-type]


def process_of(host: ModelHost) -> psutil.Process:
    assert host.process_id is not None
    return psutil.Process(host.process_id)


def test_no_process_runs_before_the_first_request_and_none_after_the_end(
    host: ModelHost,
) -> None:
    assert host.process_id is None
    host.generate(short(), StopToken())
    process = process_of(host)
    host.close()
    assert not process.is_running()
    assert host.process_id is None
    host.close()
    with pytest.raises(ModelError, match="was closed"):
        host.generate(short(), StopToken())


def test_work_counts_tokens_of_prompts_once_and_all_that_were_drawn(host: ModelHost) -> None:
    assert host.work == Work()
    drawn = sum(s.tokens for s in host.generate(short(samples=4, max_tokens=30), StopToken()))
    host.generate(short(max_tokens=1), StopToken())  # by then the first has been told
    assert drawn <= host.work.drawn <= drawn + 1
    assert drawn < host.work.evaluated < drawn + 30


def test_warming_starts_the_process(host: ModelHost) -> None:
    host.warm()
    assert process_of(host).is_running()


def test_a_host_that_nobody_waits_for_is_killed_while_it_loads_and_starts_no_more(
    host: ModelHost,
) -> None:
    host.warm()
    process = process_of(host)
    host.kill()
    gone, _ = psutil.wait_procs([process], timeout=20)
    assert gone == [process]
    with pytest.raises(ModelError, match="was closed"):
        host.generate(short(), StopToken())


def test_a_stop_in_the_middle_of_a_prompt_leaves_no_process(host: ModelHost) -> None:
    host.generate(short(), StopToken())
    process = process_of(host)
    stop = StopToken()
    threading.Timer(0.2, stop.stop, [Reason.STOPPED_BY_USER]).start()
    with pytest.raises(Stopped):
        host.generate(short("x = 1\n" * 150, max_tokens=500, samples=8), stop)
    assert not process.is_running()


def test_a_stop_of_one_request_leaves_the_others_their_answers_and_the_host_its_process(
    host: ModelHost,
) -> None:
    greedy = Sampling(temperature=0.0)
    request = short(samples=2, max_tokens=60, sampling=greedy)
    expected = [g.text for g in host.generate(request, StopToken())]
    process = process_of(host)
    stop = StopToken()
    answers: list[list[Generation]] = []

    def draw() -> None:
        answers.append(host.generate(request, StopToken()))

    def stop_soon(*_: object) -> None:
        stop.stop(Reason.STOPPED_BY_USER)

    other = threading.Thread(target=draw)
    other.start()
    with pytest.raises(Stopped):
        host.generate(short("Once upon", samples=4, max_tokens=900), stop, on_text=stop_soon)
    other.join()
    assert [g.text for g in answers[0]] == expected
    assert process_of(host) == process


def test_a_stop_that_all_requests_share_leaves_no_process(host: ModelHost) -> None:
    host.generate(short(), StopToken())
    process = process_of(host)
    stop = StopToken()
    ends: list[Stopped] = []

    def draw() -> None:
        try:
            host.generate(short("Once upon", samples=4, max_tokens=900), stop)
        except Stopped as end:
            ends.append(end)

    threads = [threading.Thread(target=draw) for _ in range(3)]
    for thread in threads:
        thread.start()
    threading.Timer(0.2, stop.stop, [Reason.STOPPED_BY_USER]).start()
    for thread in threads:
        thread.join()
    assert len(ends) == 3
    assert not process.is_running()


def test_the_process_is_the_first_to_go_when_memory_runs_short(host: ModelHost) -> None:
    host.generate(short(), StopToken())
    score = Path(f"/proc/{host.process_id}/oom_score_adj").read_text()
    assert int(score) == 800


def test_at_lowest_priority_it_runs_only_when_nothing_else_wants_to(embedded_model: Path) -> None:
    host = ModelHost(read_header(embedded_model), context=512, sequences=1, priority=19)
    try:
        host.generate(short(max_tokens=1), StopToken())
        process = process_of(host)
        assert process.nice() == 19
        assert os.sched_getscheduler(process.pid) == os.SCHED_IDLE
        classes = {thread_disk_class(process.pid, t.id) for t in process.threads()}
        assert classes == {psutil.IOPRIO_CLASS_IDLE}
        session_group = Path(f"/proc/{process.pid}/autogroup")
        if session_group.exists() and "nice" in session_group.read_text():
            assert session_group.read_text().split()[-1] == "19"
    finally:
        host.close()


def thread_disk_class(pid: int, thread: int) -> int:
    """The kernel keeps it for each thread by itself, and psutil asks by such a number too."""
    return int(psutil.Process(pid if thread == pid else thread).ionice().ioclass)


def test_a_killed_host_is_one_sentence_and_the_next_request_works(host: ModelHost) -> None:
    host.generate(short(), StopToken())
    process = process_of(host)
    threading.Timer(0.3, process.send_signal, [signal.SIGKILL]).start()
    with pytest.raises(ModelError, match="memory ran short"):
        host.generate(short("Once upon a time", samples=8, max_tokens=800), StopToken())
    assert host.generate(short(), StopToken())
    assert process_of(host).pid != process.pid


def test_three_crashes_are_enough_until_somebody_asks(host: ModelHost) -> None:
    for _ in range(3):
        host.generate(short(max_tokens=1), StopToken())
        process = process_of(host)
        threading.Timer(0.1, process.send_signal, [signal.SIGABRT]).start()
        with pytest.raises(ModelError, match="SIGABRT"):
            host.generate(short("Once upon", samples=8, max_tokens=800), StopToken())
    with pytest.raises(ModelError, match="crashed 3 times in ten minutes"):
        host.generate(short(), StopToken())
    host.reset()
    assert host.generate(short(), StopToken())


def test_a_file_that_is_cut_off_starts_no_process(embedded_model: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.gguf"
    shutil.copy(embedded_model, path)
    host = make_host(path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1000)
    with pytest.raises(ModelError, match="cut off"):
        host.generate(short(), StopToken())
    assert host.process_id is None
    host.close()


def test_a_model_without_a_template_is_asked_in_the_plain_form(
    embedded_model: Path, tmp_path: Path
) -> None:
    path = tmp_path / "base.gguf"
    name = b"tokenizer.chat_template"
    path.write_bytes(embedded_model.read_bytes().replace(name, name[:-1] + b"X", 1))
    assert not read_header(path).has_chat_template
    talk = (("user", "Add two."), ("assistant", "x + 2"), ("user", "Add three."))
    greedy = Sampling(temperature=0.0)
    chat = short(prompt=Prompt(messages=talk), sampling=greedy, max_tokens=60)
    raw = short(plain(talk), stop=(PLAIN_STOP,), sampling=greedy, max_tokens=60)
    host = make_host(path)
    try:
        (asked,) = host.generate(chat, StopToken())
        (expected,) = host.generate(raw, StopToken())
    finally:
        host.close()
    assert asked.text == expected.text
    assert asked.text.strip()
    assert PLAIN_STOP not in asked.text


def test_what_llama_cpp_refuses_comes_with_its_reason(embedded_model: Path, tmp_path: Path) -> None:
    path = tmp_path / "strange.gguf"
    data = embedded_model.read_bytes()
    path.write_bytes(data.replace(b"llama.embedding_length", b"llama.embedding_lengtx", 1))
    host = make_host(path)
    with pytest.raises(ModelError, match="embedding_length"):
        host.generate(short(), StopToken())
    host.close()


def test_damaged_headers_never_reach_further_than_an_error(
    embedded_model: Path, tmp_path: Path
) -> None:
    good = embedded_model.read_bytes()
    dice = random.Random(3)
    path = tmp_path / "damaged.gguf"
    messages = []
    for _ in range(6):
        data = bytearray(good)
        for _ in range(3):
            data[dice.randrange(4000)] ^= 1 << dice.randrange(8)
        path.write_bytes(data)
        messages.append(_complaint(path))
    assert all(len(message) < 600 for message in messages)
    assert any(messages)


def _complaint(path: Path) -> str:
    try:
        host = make_host(path, context=256, sequences=1)
    except ModelError as error:
        return error.message
    try:
        host.generate(short(max_tokens=1), StopToken())
    except ModelError as error:
        return error.message
    finally:
        host.close()
    return ""


def test_a_prompt_longer_than_the_context_is_refused_and_no_crash(host: ModelHost) -> None:
    with pytest.raises(ModelError, match="tokens and the context only"):
        host.generate(short("word " * 9000), StopToken())
    process = process_of(host)
    assert host.generate(short(), StopToken())
    assert process_of(host) == process


def test_a_prompt_that_the_cache_could_hold_is_held_to_the_context_that_was_asked_for(
    host: ModelHost,
) -> None:
    with pytest.raises(ModelError, match="context only 1024") as raised:
        host.generate(short("word " * 1500), StopToken())
    assert "larger context" in raised.value.hint
    assert host.generate(short(), StopToken())


def test_the_context_is_never_larger_than_the_model_was_trained_with(embedded_model: Path) -> None:
    info = replace(read_header(embedded_model), context_length=300)
    host = ModelHost(info, context=1024, sequences=8, priority=0)
    try:
        with pytest.raises(ModelError, match="context only 300") as raised:
            host.generate(short("word " * 400), StopToken())
    finally:
        host.close()
    assert "trained with" in raised.value.hint


def test_more_samples_than_fit_at_once_all_come_in_the_end(host: ModelHost) -> None:
    samples = host.generate(short("Once upon a time", samples=20, max_tokens=12), StopToken())
    assert [s.index for s in samples] == list(range(20))
    assert all(s.tokens for s in samples)


def test_in_a_crowded_cache_samples_wait_for_one_another(embedded_model: Path) -> None:
    host = make_host(embedded_model, context=256, sequences=3)
    host._load["cells"] = 256
    try:
        request = short("Once upon a time", samples=3, max_tokens=110)
        samples = host.generate(request, StopToken())
    finally:
        host.close()
    assert all(s.tokens == 110 or s.finish is Finish.STOP for s in samples)


def test_cancelling_one_request_leaves_another_going_to_its_own_end(host: ModelHost) -> None:
    request = short("The list of planets:", samples=3, max_tokens=40)
    other = threading.Thread(
        target=lambda: host.generate(
            short("The", samples=4, max_tokens=300, stop=(" ",)), StopToken(), lambda _: False
        )
    )
    other.start()
    samples = host.generate(request, StopToken())
    other.join()
    assert all(s.tokens == 40 or s.finish is Finish.STOP for s in samples)


def test_white_space_at_the_end_of_a_prompt_is_not_lost(host: ModelHost) -> None:
    stub = 'def add(a, b):\n    """Return a + b."""'
    greedy = Sampling(temperature=0.0)
    (plain,) = host.generate(short(stub, sampling=greedy, max_tokens=12), StopToken())
    (begun,) = host.generate(short(stub + "\n    ", sampling=greedy, max_tokens=12), StopToken())
    assert stub + "\n    " + begun.text == stub + plain.text


def test_every_sample_of_a_cancelled_request_is_accounted_for(host: ModelHost) -> None:
    request = short("Once upon", samples=20, max_tokens=100, stop=(" ",))
    samples = host.generate(request, StopToken(), lambda _: False)
    assert len(samples) == 20
    assert {Finish.CANCELLED} < {s.finish for s in samples}


def test_many_requests_leave_no_memory_behind(host: ModelHost) -> None:
    host.generate(short("Once upon a time", samples=8, max_tokens=40), StopToken())
    sizes = []
    for number in range(120):
        text = f"def f{number}(a):\n" + "    a = a + b\n" * (number % 12)
        request = short(text, samples=1 + number % 4, max_tokens=1 + number % 5)
        host.generate(request, StopToken(), (lambda _: False) if number % 7 == 0 else None)
        sizes.append(process_of(host).memory_info().rss)
    assert sizes[-1] <= sizes[0] * 1.05
