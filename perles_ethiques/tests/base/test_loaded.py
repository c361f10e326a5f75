from collections import Counter
from pathlib import Path

from odoo.modules.module import get_module_path
from odoo.tests import BaseCase, tagged
from odoo.tests.loader import get_module_test_cases, get_test_modules


@tagged('post_install', '-at_install')
class TestLoaded(BaseCase):
    """Odoo runs the modules that the package imports, pytest the files: the same ones."""

    def test_every_file_is_imported(self):
        files = Path(get_module_path('perles_ethiques'), 'tests').glob('*/test_*.py')
        loaded = [module.__file__ for module in get_test_modules('perles_ethiques')]
        self.assertEqual(sorted(loaded), sorted(map(str, files)))

    def test_a_class_is_found_by_its_name(self):
        classes = Counter(
            case.__name__
            for module in get_test_modules('perles_ethiques')
            for case in {type(test) for test in get_module_test_cases(module)}
        )
        self.assertEqual([name for name, number in classes.items() if number > 1], [])
