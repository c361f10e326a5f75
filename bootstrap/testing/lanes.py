"""Lanes that pull jobs from one queue: what fails hides nothing else, what is cut short ends."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from .. import places, process
from ..report import duration, say

PASSED, FAILED, NOT_RUN, EMPTY = 'passed', 'FAILED', 'not run', 'nothing left'
# Exit statuses of pytest that has come to its end: all passed, some failed, none was left.
TO_THE_END = (0, 1, 5)
CANNOT_START = 127
# Seconds for tests that are interrupted to close what they have opened.
PATIENCE = 40


class Row(NamedTuple):
    """What became of a job: a line of the summary."""

    name: str
    lane: int
    result: str
    seconds: float


class Queue:
    """Hands out jobs in their order, none before the end of those that it comes after."""

    def __init__(self, jobs):
        self.rows = []
        self._waiting = list(jobs)
        self._results = {}
        self._drained = set()
        self._changed = threading.Condition()

    def take(self):
        """Return the next job that may begin, waiting for it; None when there is none any more."""
        with self._changed:
            self._drop_what_cannot_be()
            while self._waiting:
                for job in self._waiting:
                    if all(name in self._results for name in job.after):
                        self._waiting.remove(job)
                        return job
                self._changed.wait()
                self._drop_what_cannot_be()
        return None

    def end(self, job, row, is_drained=False):
        """Note the end of a job.

        :param bool is_drained: the heap that it shares with others is empty
        """
        with self._changed:
            self.rows.append(row)
            self._results[job.name] = row.result
            if is_drained:
                self._drained.add(job.share)
            self._changed.notify_all()

    def close(self):
        """Hand out nothing more."""
        with self._changed:
            self.rows += [Row(job.name, 0, NOT_RUN, 0) for job in self._waiting]
            self._waiting.clear()
            self._changed.notify_all()

    def _drop_what_cannot_be(self):
        """Take out what stands on a failure, and what stands on that; and what nothing is left of.
        """
        before = len(self._waiting) + 1
        while len(self._waiting) < before:
            before = len(self._waiting)
            self._drop_once()

    def _drop_once(self):
        for job in list(self._waiting):
            result = None
            if any(self._results.get(name, PASSED) != PASSED for name in job.after):
                result = NOT_RUN
            elif job.share and job.share in self._drained:
                result = EMPTY
            if result:
                self._waiting.remove(job)
                self._results[job.name] = result
                self.rows.append(Row(job.name, 0, result, 0))
                self._changed.notify_all()


class Lanes:
    """Runs jobs side by side; what each says is printed whole at its end."""

    def __init__(self, jobs, command):
        """Get ready.

        :param command: function that returns the command line of a job
        """
        self.queue = Queue(jobs)
        self._command = command
        self._total = len(self.queue._waiting)
        self._children = []
        self._printing = threading.Lock()

    def run(self, count):
        """Run all jobs in so many lanes; return their rows. Interrupted, leave nothing running."""
        with ThreadPoolExecutor(count) as pool:
            lanes = [pool.submit(self._serve, lane) for lane in range(1, count + 1)]
            try:
                for lane in lanes:
                    lane.result()
            except BaseException:
                self.queue.close()
                self._interrupt()
                raise
        return self.queue.rows

    def _serve(self, lane):
        while job := self.queue.take():
            self._tell(f'  lane {lane}: {job.name} begins')
            started = time.monotonic()
            log = places.log(f'job-{job.name.replace(" ", "-")}')
            try:
                status = self._call(job, log)
            except OSError as error:
                # Those who wait for this job are told, too.
                log.write_text(f'{error}\n', encoding='utf-8')
                status = CANNOT_START
            result = PASSED if status in (0, 5) else FAILED
            row = Row(job.name, lane, result, time.monotonic() - started)
            self.queue.end(job, row, bool(job.share) and status in TO_THE_END)
            self._tell_end(row, log)

    def _call(self, job, log):
        """Run a job in a session of its own, its output kept; return its exit status."""
        with open(log, 'w', encoding='utf-8') as output:
            child = subprocess.Popen(
                list(map(str, self._command(job))), cwd=places.ROOT, stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                env=process.environment({'PERLES_JOB': job.name}),
            )
            self._children.append(child)
            status = child.wait()
        # A process that it has left behind would disturb those that follow.
        _kill(child)
        self._children.remove(child)
        return status

    def _interrupt(self):
        """End what runs: pytest closes what its tests have opened, or is killed in the end."""
        for child in list(self._children):
            with contextlib.suppress(ProcessLookupError):
                child.send_signal(signal.SIGINT)
        end = time.monotonic() + PATIENCE
        while self._children and time.monotonic() < end:
            time.sleep(0.1)
        for child in list(self._children):
            _kill(child)

    def _tell(self, line):
        with self._printing:
            say(line)

    def _tell_end(self, row, log):
        with self._printing:
            say(f'\n=== {row.name} ({len(self.queue.rows)} of {self._total}, lane {row.lane}): '
                f'{row.result} in {duration(row.seconds)}')
            say(log.read_text(encoding='utf-8', errors='replace').strip())
            say(f'=== end of {row.name}\n')


def _kill(child):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def command_of(job):
    """Return the command line of a job of `make test`."""
    return [sys.executable, '-m', 'bootstrap.testing.job', job.name]
