"""Make the pure tools of the addon importable as `tools`, without Odoo nor a database.

Importing `perles_ethiques.tools` would run the `__init__.py` of the addon, hence its models.
The folder is loaded as a package of its own instead; `sys.path` stays as it is, so that the
other folders of the addon cannot hide a module of the same name.
"""
import importlib.util
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / 'perles_ethiques' / 'tools'


def _load_tools():
    spec = importlib.util.spec_from_file_location(
        'tools', FOLDER / '__init__.py', submodule_search_locations=[str(FOLDER)]
    )
    package = importlib.util.module_from_spec(spec)
    sys.modules['tools'] = package
    spec.loader.exec_module(package)


_load_tools()
