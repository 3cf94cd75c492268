"""Continuous batching: many samples of many requests, decoded together step by step.

A *root* is a prompt in the cache, all but its last token. Samples begin as copies of their
root, which share its cells, and feed the last prompt token themselves. Roots outlive their
request: the next one begins as a copy of the root it shares most with, and evaluates only
what differs. The least recently used ones make room when room is needed.
"""

import bisect
import itertools
import time
from collections.abc import Callable, Iterable

from dreamer_app.core.inference import Finish
from dreamer_app.inference.native import NativeError, NativeModel, Sampler
from dreamer_app.inference.sequences import Active, Job, Live, Reserve, Root, Sample, common
from dreamer_app.inference.stop_rules import Cut, rules_for

PREFILL_PER_STEP = 256
"""Prompt tokens that may ride along in one step with the samples being decoded."""

_KEPT_WHOLE = 2
"""Prompts nobody uses that stay whole: a dream asks again with the prompt it asked with last."""

_MOST_RESERVED = 256
"""Cells of cancelled samples, beyond those of the first, that are kept from use for the sake of
the others."""

_WORTH_WAITING = 32
"""Tokens in common for which a request waits until another's prompt has been evaluated."""


class Engine:
    """Owns the cache of one model and decides what each step evaluates. For one thread.

    Args:
        context: most tokens of one prompt and its sample.
        slots: samples decoded at once.
        roots: prompts kept in the cache at once. The model needs one sequence for each slot
            and root, and one more.
        deliver: is given every sample that ends.
        refuse: is given the id of a request that cannot be done, and why.
    """

    def __init__(
        self,
        model: NativeModel,
        *,
        context: int,
        slots: int,
        roots: int,
        batch: int,
        deliver: Callable[[Sample], None],
        refuse: Callable[[int, str], None],
    ) -> None:
        self._model = model
        self._context = min(context, model.cells)
        self._batch = batch
        self._deliver = deliver
        self._refuse = refuse
        self._free_slots = list(range(slots))
        self._free_roots = list(range(slots, slots + roots))
        self._reserve = Reserve(slots + roots)
        self._queue: list[Job] = []
        self._active: list[Active] = []
        self._live: list[Live] = []
        self._roots: list[Root] = []
        self._clock = itertools.count(1)
        self._crowded = False
        self._filling = False
        self.decoded = 0
        self.evaluated = 0

    @property
    def busy(self) -> bool:
        """Whether there is anything left to do."""
        return bool(self._queue or self._active or self._live)

    @property
    def is_filling(self) -> bool:
        """Whether prompts are being evaluated: such a step may take long. For any thread."""
        return self._filling

    def growing(self) -> list[tuple[int, int, str]]:
        """Request, number and text so far of each sample that somebody wants to see."""
        return [(s.job.id, s.index, s.text) for s in self._live if s.job.streamed and s.text]

    def submit(self, job: Job) -> None:
        """Take a request in; it joins at the next step."""
        if len(job.tokens) + 1 > self._context:
            self._refuse(
                job.id,
                f"the prompt has {len(job.tokens)} tokens and the context only {self._context}",
            )
            return
        self._queue.append(job)

    def cancel(self, job_id: int) -> None:
        """End what is left of a request; its samples are delivered as cancelled."""
        for job in [j for j in self._queue if j.id == job_id]:
            self._queue.remove(job)
            for index in job.indices:
                self._deliver(
                    Sample(
                        job=job.id,
                        index=index,
                        seed=job.sampling.seed + index,
                        text="",
                        tokens=0,
                        finish=Finish.CANCELLED,
                        seconds=0.0,
                    )
                )
        for live in [sample for sample in self._live if sample.job.id == job_id]:
            self._hold_cells_of(live)
            self._finish(live, Cut(len(live.text), Finish.CANCELLED))
        for active in [a for a in self._active if a.job.id == job_id]:
            self._active.remove(active)
            self._leave(active.root)
            for live in active.waiting:
                self._deliver(live.end(Finish.CANCELLED))

    def step(self) -> None:
        """Start what can start, evaluate one batch, draw one token for every sample in it."""
        self._take_up()
        self._start_samples()
        entries, drawing, filling = self._compose()
        if not entries:
            return
        self._filling = bool(filling)
        try:
            result = self._model.decode(entries)
        except NativeError as error:
            self._abandon(str(error))
            return
        if result == 1:
            self._make_room()
            return
        if result == 2:
            self._take_back([(s.sequence, s.position) for s, _, _ in drawing])
            self._take_back([(root.sequence, root.done) for root, _ in filling])
            return
        self.evaluated += len(entries)
        for root, count in filling:
            root.done += count
        for live, count in [(s, c) for s, c, _ in drawing]:
            live.position += count
            del live.pending[:count]
        for live, _, index in drawing:
            if index >= 0:
                self._draw(live, index)

    def _take_back(self, ends: Iterable[tuple[int, int]]) -> None:
        """Cut sequences back to where they were before a step that was broken off."""
        for sequence, end in ends:
            self._model.drop_sequence(sequence, end)

    def _take_up(self) -> None:
        """Give waiting requests a root, as long as there are slots or will be soon."""
        while self._queue and self._wanted() < len(self._free_slots) + 1:
            root = self._root_for(self._queue[0])
            if root is None:
                return
            job = self._queue.pop(0)
            try:
                waiting = [self._new_sample(job, index) for index in job.indices]
            except NativeError as error:
                self._leave(root)
                self._refuse(job.id, str(error))
                continue
            self._active.append(Active(job, root, waiting))

    def _wanted(self) -> int:
        return sum(len(active.waiting) for active in self._active)

    def _new_sample(self, job: Job, index: int) -> Live:
        return Live(
            job=job,
            index=index,
            sampler=Sampler(self._model, job.sampling, job.sampling.seed + index, job.grammar),
            rules=rules_for(job.stop_rule, prompt=job.before, strings=job.stop),
            started=time.monotonic(),
            pending=[job.tokens[-1]],
            heal=job.healed,
        )

    def _root_for(self, job: Job) -> Root | None:
        """A root with the job's prompt, new or known; None when it has to wait for one.

        It waits also for a prompt that is being evaluated and that it shares more with than
        with any that is done.
        """
        wanted = job.tokens[:-1]
        best, shared = self._closest(wanted)
        filling = (root for root in self._roots if not root.ready)
        if any(common(root.tokens, wanted) > shared + _WORTH_WAITING for root in filling):
            return None
        if best is not None and shared == len(wanted) == len(best.tokens):
            best.users += 1
            return best
        while not self._free_roots:
            if not self._evict(keep=best):
                return None
        pinned = min(job.pinned, len(wanted))
        root = Root(self._free_roots.pop(), wanted, users=1, pinned=pinned)
        if best is not None and shared:
            self._model.copy_sequence(best.sequence, root.sequence, shared)
            root.done = shared
            best.used_at = next(self._clock)
        self._roots.append(root)
        return root

    def _closest(self, wanted: list[int]) -> tuple[Root | None, int]:
        best, longest = None, 0
        for root in self._roots:
            shared = common(root.tokens[: root.done], wanted)
            if not self._model.partial_copies and shared < root.done:
                continue
            if shared > longest or (shared == longest and root.tokens == wanted):
                best, longest = root, shared
        return best, longest

    def _leave(self, root: Root) -> None:
        root.users -= 1
        root.used_at = next(self._clock)
        if not root.users and not root.ready:
            self._drop(root)
        self._shorten()

    def _shorten(self) -> None:
        """Cut prompts that nobody uses back to what others begin with too.

        Attention looks at every cell up to the last one in use, whosever it is.
        """
        idle = sorted(
            (root for root in self._roots if not root.users), key=lambda root: -root.used_at
        )
        for root in idle[_KEPT_WHOLE:]:
            if len(root.tokens) == root.pinned:
                continue
            if not self._model.partial_copies or not root.pinned or self._is_known(root):
                self._drop(root)
                continue
            del root.tokens[root.pinned :]
            root.done = root.pinned
            self._model.drop_sequence(root.sequence, root.pinned)

    def _is_known(self, root: Root) -> bool:
        """Whether another prompt in the cache begins as this one does."""
        start = root.tokens[: root.pinned]
        return any(
            other is not root and other.done >= root.pinned and other.tokens[: root.pinned] == start
            for other in self._roots
        )

    def _drop(self, root: Root) -> None:
        self._model.drop_sequence(root.sequence)
        self._roots.remove(root)
        self._free_roots.append(root.sequence)

    def _evict(self, keep: Root | None = None) -> bool:
        """Drop the unused root that is least worth keeping; False when all are in use."""
        idle = [root for root in self._roots if not root.users and root is not keep]
        if not idle:
            return False
        self._drop(min(idle, key=lambda root: (root.pinned > 0, root.used_at)))
        return True

    def _start_samples(self) -> None:
        if self._crowded and self._live:
            return
        self._crowded = False
        for active in list(self._active):
            while active.root.ready and active.waiting and self._free_slots:
                self._start(active.waiting.pop(0), active.root)
            if not active.waiting:
                self._active.remove(active)
                self._leave(active.root)

    def _start(self, live: Live, root: Root) -> None:
        live.sequence = self._free_slots.pop(0)
        live.began = next(self._clock)
        live.position = len(root.tokens)
        if root.tokens:
            self._model.copy_sequence(root.sequence, live.sequence, len(root.tokens))
        # In the place of the one that had the slot before: the others keep theirs in the batch
        # and, as long as no step passes with the slot empty, in the cache.
        bisect.insort(self._live, live, key=lambda other: other.sequence)

    def _compose(
        self,
    ) -> tuple[
        list[tuple[int, int, int, bool]], list[tuple[Live, int, int]], list[tuple[Root, int]]
    ]:
        """The next batch: a token of every sample, then as much of the prompts as fits."""
        entries: list[tuple[int, int, int, bool]] = []
        drawing: list[tuple[Live, int, int]] = []
        filling: list[tuple[Root, int]] = []
        for live in self._live:
            room = self._batch - len(entries) - (len(self._live) - len(drawing) - 1)
            count = min(len(live.pending), room)
            last = count == len(live.pending)
            for i in range(count):
                wanted = last and i == count - 1
                entries.append((live.pending[i], live.position + i, live.sequence, wanted))
            drawing.append((live, count, len(entries) - 1 if last else -1))
        budget = min(self._batch - len(entries), PREFILL_PER_STEP if entries else self._batch)
        for root in [active.root for active in self._active if not active.root.ready]:
            count = min(budget, len(root.tokens) - root.done)
            if count <= 0 or any(root is filled for filled, _ in filling):
                continue
            entries.extend(
                (root.tokens[position], position, root.sequence, False)
                for position in range(root.done, root.done + count)
            )
            filling.append((root, count))
            budget -= count
        return entries, drawing, filling

    def _hold_cells_of(self, live: Live) -> None:
        """Keep a cancelled sample's cells from use as long as those beside it are drawn.

        Its prompt's are among them: a prompt may have gone from the cache but for this sample.
        """
        own = live.position - self._shared_by(live)
        crowded = self._reserve.cells and self._reserve.cells + own > _MOST_RESERVED
        if not self._model.partial_copies or crowded:
            return
        self._reserve.cells += own
        self._reserve.others = [other for other in self._live if other is not live]
        self._model.copy_sequence(live.sequence, self._reserve.sequence, live.position)

    def _shared_by(self, live: Live) -> int:
        """How many of a sample's tokens prompts and samples beside it begin with too."""
        tokens = live.job.tokens[:-1]
        roots = (root.tokens[: root.done] for root in self._roots)
        others = (other.job.tokens[:-1] for other in self._live if other is not live)
        return max((common(tokens, each) for each in (*roots, *others)), default=0)

    def _free_reserve(self) -> None:
        self._model.drop_sequence(self._reserve.sequence)
        self._reserve.cells = 0
        self._reserve.others.clear()

    def _make_room(self) -> None:
        """Free cells: an unused prompt first, otherwise the sample that was started last."""
        if self._reserve.cells:
            self._free_reserve()
            return
        if self._evict():
            return
        if len(self._live) > 1 or (self._live and self._active):
            self._postpone(max(self._live, key=lambda live: live.began))
            return
        for live in list(self._live):
            self._finish(live, Cut(len(live.text), Finish.LENGTH))

    def _abandon(self, why: str) -> None:
        """Refuse all that is being worked on: a step failed, and nothing tells whose fault it was.

        What the cache holds afterwards is not told either; it is emptied.
        """
        for live in [*self._live, *(live for active in self._active for live in active.waiting)]:
            live.sampler.close()
        jobs = {live.job.id for live in self._live} | {active.job.id for active in self._active}
        for live in self._live:
            self._release(live)
        self._live.clear()
        self._active.clear()
        self._free_reserve()
        for root in list(self._roots):
            self._drop(root)
        for job in sorted(jobs):
            self._refuse(job, why)

    def _postpone(self, live: Live) -> None:
        """Take a sample's cells away; it goes on where it was once another has ended."""
        self._crowded = True
        self._live.remove(live)
        self._release(live)
        active = next((a for a in self._active if a.job is live.job), None)
        live.pending = [live.job.tokens[-1], *live.drawn]
        if active is not None:
            active.waiting.append(live)
            return
        root = self._root_for(live.job)
        if root is None:
            self._deliver(live.end(Finish.LENGTH))
            return
        self._active.append(Active(live.job, root, [live]))

    def _release(self, live: Live) -> None:
        self._model.drop_sequence(live.sequence)
        bisect.insort(self._free_slots, live.sequence)
        live.sequence = -1

    def _draw(self, live: Live, index: int) -> None:
        token = live.sampler.draw(index)
        if token < 0 or self._model.is_end(token):
            finish = Finish.STUCK if token < 0 else Finish.STOP
            self._finish(live, Cut(len(live.text), finish))
            return
        self.decoded += 1
        live.drawn.append(token)
        live.pending.append(token)
        cut = self._read(live, self._model.piece(token))
        room = min(live.job.max_tokens, self._context - len(live.job.tokens))
        if cut is None and len(live.drawn) >= room:
            cut = Cut(len(live.text), Finish.LENGTH)
        if cut is not None:
            self._finish(live, cut)

    def _read(self, live: Live, piece: bytes) -> Cut | None:
        """Add a token's text and ask the rules."""
        live.text += live.decoder.decode(piece)
        if live.heal:
            if len(live.text) < len(live.heal) and live.heal.startswith(live.text):
                return None
            live.text = live.text.removeprefix(live.heal)
            live.heal = ""
        for rule in live.rules:
            cut = rule(live.text, live.seen)
            if cut is not None:
                return cut
        live.seen = len(live.text)
        return None

    def _finish(self, live: Live, cut: Cut) -> None:
        self._crowded = False
        self._live.remove(live)
        self._release(live)
        if self._reserve.cells and not any(o.sequence >= 0 for o in self._reserve.others):
            self._free_reserve()
        self._deliver(live.end(cut.finish, cut.length))
