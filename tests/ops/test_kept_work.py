"""What is built once and kept, and what a test run leaves as evidence."""

import json
import subprocess
import sys
import threading

import pytest

from bootstrap import artefact, images, places
from bootstrap.report import Problem
from bootstrap.testing import clauses, evidence, noise

LINE = '2026-11-20 12:10:14,073 28292 {} perles_clean odoo.addons.{}'


def test_two_builders_build_once(tmp_path):
    """The second waits for the first, and takes what it made."""
    built = []

    def build(folder):
        built.append(folder)
        (folder / 'content').touch()

    target = tmp_path / 'kept'
    builders = [
        threading.Thread(target=artefact.build_once, args=(target, 'kept', build)) for _ in range(5)
    ]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert built == [target]


def test_what_was_left_half_built_is_built_anew(tmp_path):
    """A power cut leaves no mark of completion."""
    target = tmp_path / 'kept'
    target.mkdir()
    (target / 'half').touch()
    artefact.build_once(target, 'kept', lambda folder: None)
    assert artefact.is_complete(target)
    assert not (target / 'half').exists()


def test_the_image_follows_the_addon_but_not_its_tests(tmp_path, monkeypatch):
    """A changed view makes another image; a changed test does not."""
    monkeypatch.setattr(places, 'ADDON_FOLDER', tmp_path)
    (tmp_path / 'tests').mkdir()
    (tmp_path / 'view.xml').write_text('<odoo/>', encoding='utf-8')
    before = images.addon_key()
    (tmp_path / 'tests' / 'test_x.py').write_text('pass', encoding='utf-8')
    assert images.addon_key() == before
    (tmp_path / 'view.xml').write_text('<odoo />', encoding='utf-8')
    assert images.addon_key() != before


@pytest.mark.parametrize('level', ['WARNING', 'ERROR', 'CRITICAL'])
def test_a_warning_of_the_install_is_refused(tmp_path, level):
    """The problem quotes the line."""
    log = tmp_path / 'install.log'
    line = LINE.format(level, 'perles_ethiques.models: something')
    log.write_text(f'{LINE.format("INFO", "base: fine")}\n{line}\n', encoding='utf-8')
    with pytest.raises(Problem, match='something'):
        noise.check(log)


def test_native_noise_is_let_through(tmp_path):
    """What is listed with its reason does not stop the tests."""
    log = tmp_path / 'install.log'
    line = LINE.format('ERROR', "mail: 'Could not get content for selfie_segmentation.js.'")
    log.write_text(f'{line}\n', encoding='utf-8')
    noise.check(log)


def test_every_row_has_one_id_and_a_title():
    """The clause list: 433 rows, each known by one id."""
    lines = evidence.ROWS.read_text(encoding='utf-8').splitlines()
    assert len(set(evidence.row_ids())) == len(lines) - 1 == 433
    assert not [line for line in lines if line.endswith(',')]


@pytest.mark.parametrize(
    ('tests', 'line'),
    [
        ({}, '000-11 later'),
        ({'a::t': 'skipped'}, '000-11 later'),
        ({'a::t': 'passed', 'b::t': 'skipped'}, '000-11 covered a::t'),
        ({'a::t': 'passed', 'b::t': 'failed'}, '000-11 failed b::t'),
    ],
)
def test_a_row_is_covered_failed_or_later(tests, line):
    """One failure outweighs what passed; what was skipped proves nothing."""
    assert clauses._line('000-11', tests) == line


def test_the_marker_records_known_rows(tmp_path):
    """Each row is written with the tests that claim it and their outcome."""
    code = (
        '@pytest.mark.clause("000-11", "000-12")\ndef test_good(): pass\n'
        '@pytest.mark.clause("000-12")\ndef test_bad(): assert False\n'
    )
    assert _run(tmp_path, code) == 1
    rows = json.loads((tmp_path / 'evidence.json').read_text(encoding='utf-8'))['rows']
    assert list(rows['000-11'].values()) == ['passed']
    assert sorted(rows['000-12'].values()) == ['failed', 'passed']


def test_the_marker_refuses_an_unknown_row(tmp_path):
    """A row that does not exist stops the run before its first test."""
    code = '@pytest.mark.clause("000-99")\ndef test_it(): pass\n'
    assert _run(tmp_path, code) == pytest.ExitCode.USAGE_ERROR


def _run(folder, code):
    """Run pytest on a file with `code`; return its exit status."""
    test = folder / 'test_marked.py'
    test.write_text(f'import pytest\n{code}', encoding='utf-8')
    command = [
        sys.executable, '-m', 'pytest', '-q', '-p', 'no:odoo', '-p', 'no:cacheprovider',
        '-p', 'tests.clause_plugin', f'--rootdir={folder}', '-c', '/dev/null',
        f'--clauses={folder / "evidence.json"}', str(test),
    ]
    return subprocess.run(command, cwd=places.ROOT, capture_output=True, check=False).returncode
