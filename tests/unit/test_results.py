"""What is repeated of a failure at the end of a run: what was found, and what surrounded it."""

from bootstrap.testing import results

FAILED = """<testsuites><testsuite tests="2" failures="1" errors="0" skipped="0">
<testcase classname="tests.a" name="test_good"/>
<testcase classname="tests.a" name="test_bad"><failure message="m">def test_bad():
    page.answered()
E   AssertionError: not paid
~~~ log of shop ~~~
2026-12-01 ERROR shop a clock stands</failure></testcase></testsuite></testsuites>"""


def test_only_what_failed_is_told(tmp_path, monkeypatch):
    (tmp_path / 'site.xml').write_text(FAILED, encoding='utf-8')
    monkeypatch.setattr(results, 'FOLDER', tmp_path)
    assert results.failures() == {'tests.a.test_bad': (
        'E   AssertionError: not paid\n~~~ log of shop ~~~\n2026-12-01 ERROR shop a clock stands'
    )}
    assert results.counts() == {'passed': 1, 'failed': 1, 'skipped': 0}
