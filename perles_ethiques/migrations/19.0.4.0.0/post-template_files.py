"""Mails moved to the folders of their features: *Reset Template* has to find them there."""
from pathlib import Path

from lxml import etree

ADDON = Path(__file__).parents[2]
# the data of mails is loaded once for all: the upgrade itself changes nothing of a template
FILE = """
UPDATE mail_template SET template_fs = %s
  FROM ir_model_data AS name
 WHERE name.module = 'perles_ethiques' AND name.model = 'mail.template'
   AND name.res_id = mail_template.id AND name.name IN %s
"""


def migrate(cr, version):
    """Write on each template the file that holds it now."""
    if not version:
        return
    for path in sorted((ADDON / 'data').glob('*/mail_templates*.xml')):
        names = tuple(record.get('id') for record in etree.parse(str(path)).iter('record'))
        cr.execute(FILE, [f'{ADDON.name}/{path.relative_to(ADDON).as_posix()}', names])
