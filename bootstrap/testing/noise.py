"""What may be logged while the addon is installed: nothing, but for native noise listed here."""

import re

from ..report import Problem

STAMP = re.compile(r'^\d{4}-\d\d-\d\d ')
LEVELS = re.compile(r'^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) ')
# (pattern, reason): each line is a native warning that the addon cannot prevent.
NATIVE = (
    ('selfie_segmentation', "the Debian package leaves out this script, whose source is missing"),
)


def check(log):
    """Raise a problem naming the warnings and errors of a log."""
    with open(log, encoding='utf-8') as handle:
        found = [line.strip() for line in handle if LEVELS.match(line) and not _is_native(line)]
    if found:
        raise Problem(f'{len(found)} warnings or errors in {log}:\n  ' + '\n  '.join(found[:20]))


def excerpt(log):
    """Return the error lines of a log, each with what follows it up to the next line of log."""
    kept, is_wanted = [], False
    for line in log.read_text(encoding='utf-8').splitlines():
        if STAMP.match(line):
            is_wanted = ' ERROR ' in line
        if is_wanted:
            kept.append(line)
    return '\n'.join(kept)


def _is_native(line):
    return any(re.search(pattern, line) for pattern, _reason in NATIVE)
