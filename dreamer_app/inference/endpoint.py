"""A model on another machine, or in another program: any OpenAI-compatible endpoint."""

import asyncio
import contextlib
import json
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from dreamer_app.core.errors import ModelError
from dreamer_app.core.inference import Finish, Generation, GenerationRequest, ModelInfo, Prompt
from dreamer_app.core.stop import StopToken
from dreamer_app.inference.addresses import Resolve, locate
from dreamer_app.inference.answers import Answer, split_white
from dreamer_app.inference.endpoint_connection import Connection, limited
from dreamer_app.inference.endpoint_errors import (
    InterruptedAnswerError,
    NoWordError,
    StatusError,
    explain,
)
from dreamer_app.inference.endpoint_listing import (
    Endpoint,
    Patience,
    choose,
    describe,
)
from dreamer_app.inference.grammar import SchemaError, grammar_for
from dreamer_app.inference.wire import (
    FORMS,
    PROBE_SCHEMA,
    WireError,
    follows_probe,
    json_object,
    lines_of,
    piece_from,
    piece_of,
)

OnSample = Callable[[Generation], bool]
OnText = Callable[[int, str], None]

_RATE_SECONDS = 5.0
_TRIES = 4
_TELL_SECONDS = 0.25


@dataclass(slots=True, eq=False)
class _Live:
    """A sample being drawn."""

    index: int
    seed: int
    started: float
    answer: Answer
    tell: Callable[[str], None] | None = None
    told: float = 0.0

    def report(self) -> None:
        """Tell the text so far, if somebody wants to see it and has not just been told."""
        now = time.monotonic()
        if self.tell is not None and self.answer.text and now - self.told >= _TELL_SECONDS:
            self.told = now
            self.tell(self.answer.text)


@dataclass(slots=True, eq=False)
class _Job:
    """A request that a thread waits for.

    In the inbox are samples, what went wrong, texts that grow, and None for a stop.
    """

    request: GenerationRequest
    streamed: bool
    inbox: "queue.SimpleQueue[Generation | Exception | tuple[int, str] | None]" = field(
        default_factory=queue.SimpleQueue
    )
    tasks: "list[asyncio.Task[None]]" = field(default_factory=list)

    def cancel(self) -> None:
        """In the loop's thread."""
        for task in self.tasks:
            task.cancel()


class EndpointModel:
    """A language model behind an endpoint; implements the port ``LanguageModel``.

    Samples are drawn beside each other, each over a connection of its own with a seed of its
    own, as many at once as are asked for; the server batches them if it can. Cancelling
    closes the connection, at which servers stop. How far a seed repeats a sample is the
    server's to say.

    The first request starts a thread; it ends with :meth:`close`.

    Args:
        sequences: most samples drawn at once.
        resolve: looks the endpoint's name up; default the system.

    Raises:
        SettingError: the endpoint's URL is none, or leads outside without consent.
        ModelError: it does not answer, or has no such model.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        sequences: int = 16,
        patience: Patience | None = None,
        resolve: Resolve | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._patience = patience or Patience()
        self._address = locate(
            endpoint.url, outside_allowed=endpoint.outside_allowed, resolve=resolve
        )
        self._sequences = sequences
        served = choose(endpoint, self._address, self._patience)
        self._model = served.name
        self._info = describe(self._address, served)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False
        self._connection = Connection(
            self._address, served.name, endpoint.key, self._patience, most=sequences
        )
        self._serial = False
        self._forms: dict[bool, str] = {}
        self._rates: deque[float] = deque(maxlen=10_000)

    @property
    def info(self) -> ModelInfo:
        """What is known of the model."""
        return self._info

    def tokens_per_second(self) -> float:
        """Pieces of text that came per second over the last seconds, all requests together."""
        now = time.monotonic()
        recent = [at for at in list(self._rates) if now - at <= _RATE_SECONDS]
        return len(recent) / max(now - recent[0], 0.1) if recent else 0.0

    def kill(self) -> None:
        """Break off what runs and begin nothing again; does not wait."""
        self._break_off()

    def close(self) -> None:
        """Break off what runs and end the thread. May be called twice."""
        thread = self._break_off()
        if thread is not None:
            thread.join()

    def _break_off(self) -> threading.Thread | None:
        with self._lock:
            self._closed = True
            loop, thread = self._loop, self._thread
        if loop is not None and thread is not None and thread.is_alive():
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(loop.stop)
        return thread

    def generate(
        self,
        request: GenerationRequest,
        stop: StopToken,
        on_sample: OnSample | None = None,
        on_text: OnText | None = None,
    ) -> list[Generation]:
        """Draw the samples of one request; see the port. What it calls runs in this thread."""
        _check_schema(request)
        stop.check()
        loop = self._running_loop()
        job = _Job(request, streamed=on_text is not None)
        forget = stop.on_stop(lambda: job.inbox.put(None))
        drawing = asyncio.run_coroutine_threadsafe(self._draw(job), loop)
        try:
            done = self._collect(job, loop, on_sample, on_text)
        finally:
            forget()
            drawing.cancel()
        stop.check()
        return [done[index] for index in range(request.samples)]

    def _collect(
        self,
        job: _Job,
        loop: asyncio.AbstractEventLoop,
        on_sample: OnSample | None,
        on_text: OnText | None,
    ) -> dict[int, Generation]:
        done: dict[int, Generation] = {}
        wanted = True
        while len(done) < job.request.samples:
            item = job.inbox.get()
            if item is None:
                break
            if isinstance(item, Exception):
                raise item
            if isinstance(item, tuple):
                if on_text is not None:
                    on_text(*item)
                continue
            done[item.index] = item
            if on_sample is None or not wanted or item.finish is Finish.CANCELLED:
                continue
            wanted = on_sample(item)
            if not wanted:
                loop.call_soon_threadsafe(job.cancel)
        return done

    # --- in the loop's thread ----------------------------------------------------------------

    async def _draw(self, job: _Job) -> None:
        """Draw every sample, each in a task of its own, and report each once."""
        reported: set[int] = set()
        request = job.request
        job.tasks += [
            asyncio.create_task(self._sample(job, self._watched(job, index), reported))
            for index in range(request.samples)
        ]
        try:
            await asyncio.wait(job.tasks)
        finally:
            job.cancel()
        for index in set(range(request.samples)) - reported:
            live = self._new(request, index)
            job.inbox.put(_generation(live, Finish.CANCELLED))

    def _watched(self, job: _Job, index: int) -> _Live:
        live = self._new(job.request, index)
        if job.streamed:
            live.tell = lambda text: job.inbox.put((index, text))
        return live

    def _new(self, request: GenerationRequest, index: int) -> _Live:
        healed = split_white(request.prompt.text)[1]
        answer = Answer(request=request, healed=healed)
        seed = request.sampling.seed + index
        return _Live(index=index, seed=seed, started=time.monotonic(), answer=answer)

    async def _sample(self, job: _Job, live: _Live, reported: set[int]) -> None:
        try:
            async with self._slots:
                finish = await self._patiently(job.request, live)
        except asyncio.CancelledError:
            finish = Finish.CANCELLED
        except Exception as error:  # noqa: BLE001 - told in the thread that waits
            job.inbox.put(self._explained(error))
            return
        reported.add(live.index)
        job.inbox.put(_generation(live, finish))

    def _explained(self, error: Exception) -> Exception:
        import httpx2

        ours = (ModelError, StatusError, WireError, InterruptedAnswerError, NoWordError)
        if not isinstance(error, (*ours, httpx2.HTTPError)):
            return error
        said = explain(error, self._address, self._model)
        said.__cause__ = error if said is not error else error.__cause__
        return said

    async def _patiently(self, request: GenerationRequest, live: _Live) -> Finish:
        """Draw one sample; again, one at a time, where the server serves only one."""
        form = await self._form_for(request) if request.json_schema else ""
        for _ in range(_TRIES):
            async with self._alone if self._serial else contextlib.nullcontext():
                try:
                    return await self._attempt(request, live, form)
                except InterruptedAnswerError:
                    self._serial = True
                    live.answer = self._new(request, live.index).answer
        raise InterruptedAnswerError

    async def _attempt(self, request: GenerationRequest, live: _Live, form: str) -> Finish:
        import httpx2

        try:
            return await self._receive(request, live, form)
        except httpx2.RemoteProtocolError as error:
            if live.answer.tokens:
                raise
            raise NoWordError from error

    async def _receive(self, request: GenerationRequest, live: _Live, form: str) -> Finish:
        async with self._connection.open(request, live.seed, form) as response:
            if "json" in response.headers.get("content-type", ""):  # it does not stream
                return self._whole(await limited(response, 1 << 22), live)
            async for line in lines_of(response.aiter_bytes()):
                piece = piece_of(line)
                if piece is None:
                    continue
                if piece.done:
                    raise InterruptedAnswerError
                if piece.text:
                    self._rates.append(time.monotonic())
                if not live.answer.add(piece.text):
                    return Finish.STOP
                live.report()
                if piece.finish:
                    return _finish(piece.finish, live)
        raise _broken()

    def _whole(self, text: str, live: _Live) -> Finish:
        piece = piece_from(json_object(text))
        live.answer.add(piece.text)
        self._rates.append(time.monotonic())
        return _finish(piece.finish, live)

    async def _form_for(self, request: GenerationRequest) -> str:
        """How this server is asked for JSON of a schema; tried out once."""
        chat = bool(request.prompt.messages)
        async with self._probing:
            if chat not in self._forms:
                self._forms[chat] = await self._find_form(chat=chat)
            return self._forms[chat]

    async def _find_form(self, *, chat: bool) -> str:
        asked = "Answer with a JSON object that has the key word."
        prompt = Prompt(messages=(("user", asked),)) if chat else Prompt(text=f"{asked}\n")
        probe = GenerationRequest(prompt=prompt, max_tokens=32, json_schema=PROBE_SCHEMA)
        for form in FORMS:
            live = self._new(probe, 0)
            try:
                finish = await self._attempt(probe, live, form)
            except StatusError as error:
                if not error.is_refusal:
                    raise
                continue
            if follows_probe(live.answer.end(finish)[0]):
                return form
        raise ModelError(
            f"The endpoint {self._address.place} does not follow JSON schemas.",
            hint="DREAMING_GROUNDING=full needs none.",
        )

    # --- the thread --------------------------------------------------------------------------

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._closed:
                raise ModelError(f"The endpoint of the model {self._info.name} was closed.")
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._slots = asyncio.Semaphore(self._sequences)
                self._alone, self._probing = asyncio.Lock(), asyncio.Lock()
                self._thread = threading.Thread(target=self._run, name="endpoint", daemon=True)
                self._thread.start()
            return self._loop

    def _run(self) -> None:
        loop = self._loop
        if loop is None:  # pragma: no cover - set before the thread starts
            return
        asyncio.set_event_loop(loop)
        try:
            loop.run_forever()
            loop.run_until_complete(self._finish())
        finally:
            loop.close()

    async def _finish(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._connection.close()


def _broken() -> Exception:
    import httpx2

    return httpx2.RemoteProtocolError("the stream ended before the answer")


def _finish(word: str, live: _Live) -> Finish:
    if word == "length":
        live.answer.tokens = live.answer.request.max_tokens
        return Finish.LENGTH
    return Finish.STOP


def _generation(live: _Live, finish: Finish) -> Generation:
    text, ended = live.answer.end(finish)
    return Generation(
        text=text,
        index=live.index,
        seed=live.seed,
        tokens=live.answer.tokens,
        finish=ended,
        seconds=time.monotonic() - live.started,
    )


def _check_schema(request: GenerationRequest) -> None:
    if request.json_schema:
        try:
            grammar_for(json.loads(request.json_schema))
        except (SchemaError, ValueError) as error:
            raise ModelError(f"The JSON schema cannot be followed: {error}.") from error
