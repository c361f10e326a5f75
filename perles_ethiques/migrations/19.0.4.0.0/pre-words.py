"""Mails are loaded once for all: those that ask a method by its former name learn the new one.

What the team has written in them stays.
"""

RENAMED = (('._perles_is_settled(', '._perles_is_paid('),)
BODIES = """
UPDATE mail_template SET body_html = replace(body_html::text, %s, %s)::jsonb
 WHERE strpos(body_html::text, %s) > 0
"""


def migrate(cr, version):
    """Rename what mails call, in every language."""
    for old, new in RENAMED if version else ():
        cr.execute(BODIES, [old, new, old])
