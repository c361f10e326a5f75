"""A database of the first release becomes one of this release, members and all."""

import pytest

from bootstrap import places
from tests.harness import Site

# what the first release had not, and what it had otherwise
BACK_TO_THE_FIRST = """
ALTER TABLE perles_membership DROP COLUMN rights_end CASCADE, DROP COLUMN renews_on CASCADE,
    DROP COLUMN past_due_since CASCADE, DROP COLUMN leaves_on CASCADE,
    DROP COLUMN left_on CASCADE, DROP COLUMN suspended_on CASCADE,
    DROP COLUMN clock_error CASCADE, DROP COLUMN clock_failed_at CASCADE;
ALTER TABLE perles_membership_period DROP COLUMN price CASCADE,
    DROP COLUMN unpaid_since CASCADE, DROP COLUMN charge_id CASCADE,
    DROP COLUMN charge_asked_at CASCADE;
DROP TABLE perles_membership_announcement CASCADE;
DROP INDEX perles_membership_one_live;
CREATE UNIQUE INDEX perles_membership_one_live ON perles_membership (partner_id, company_id)
    WHERE state IN ('draft', 'pending', 'active');
COMMENT ON INDEX perles_membership_one_live IS 'of the first release';
UPDATE mail_template SET body_html = '{"en_US": "<p>old</p>"}' WHERE id = (
    SELECT res_id FROM ir_model_data
     WHERE module = 'perles_ethiques' AND name = 'mail_template_transfer');
UPDATE ir_module_module SET latest_version = '19.0.1.0.0' WHERE name = 'perles_ethiques';
"""
STANDING = """
SELECT m.name, m.state, m.start_date, m.end_date, count(p.id), count(p.invoice_id)
  FROM perles_membership m LEFT JOIN perles_membership_period p ON p.membership_id = m.id
 GROUP BY m.id ORDER BY m.name
"""


@pytest.fixture
def first_release(house):
    """Return a site without server whose database the first release would have left."""
    site = Site(house, house.story(), 'upgrade')
    site.psql(BACK_TO_THE_FIRST)
    try:
        yield site
    finally:
        site.close()


def test_upgrade(first_release):
    site = first_release
    before = site.psql(STANDING)
    site.house.configure(workers=0, max_cron_threads=0)
    site.house.call(
        site.name, 'the upgrade', places.log('upgrade'), 'module', 'upgrade', '-d', site.name,
        places.ADDON,
    )
    assert site.psql(STANDING) == before
    # the next bill of who is a member is known, and the fee that was paid
    assert site.psql(
        "SELECT count(*) FROM perles_membership WHERE state = 'active'"
        " AND (renews_on IS NULL OR renews_on <> end_date + 1 OR rights_end IS NOT NULL)"
    ) == [['0']]
    assert site.psql('SELECT DISTINCT price FROM perles_membership_period') == [['180.00']]
    [[index]] = site.psql(
        "SELECT indexdef FROM pg_indexes WHERE indexname = 'perles_membership_one_live'"
    )
    assert 'suspended' in index
    assert site.psql(
        "SELECT body_html ->> 'fr_FR' LIKE '%virement%' FROM mail_template WHERE id = (SELECT"
        " res_id FROM ir_model_data WHERE name = 'mail_template_transfer')"
    ) == [['t']]
