"""The rules of the house: folder = feature, file = the model it defines or extends.

They are those of `docs/architecture.md`; `models/__init__.py` lists the features in their order.
"""

import ast
import collections
import re
from pathlib import Path

import pytest

from bootstrap import images, places

ADDON = places.ADDON_FOLDER
MODELS = ADDON / 'models'
FEATURES = [name for name in re.findall(
    r'^from \. import (\w+)$', (MODELS / '__init__.py').read_text(encoding='utf-8'), re.M,
)]
RANK = {feature: number for number, feature in enumerate(FEATURES)}
# Folders whose folders are features. In `tests` there is also what tests stand on.
BY_FEATURE = ('models', 'controllers', 'views', 'data', 'wizards', 'tests', 'static/src')
ASIDE = {'tests': {'kit'}, 'static/src': {'img'}}
MOST_FILES, MOST_LINES, MOST_OF_A_MODEL = 25, 200, 4
# Names of the first layout that a newcomer had to learn.
PRIVATE_WORDS = re.compile(r'\b(LEAST|MOST|FEW|PATIENCE|TODO|_told|_way_back)\b')


class Part:
    """One class of the addon: the model that it defines or extends, where, and its body."""

    def __init__(self, path, node):
        self.path, self.node = path, node
        self.feature = path.parent.name
        values = {
            statement.targets[0].id: _strings(statement.value)
            for statement in node.body
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
        }
        self.inherited = values.get('_inherit', [])
        self.model = (values.get('_name') or self.inherited or [''])[0]
        self.defines = self.model not in self.inherited
        self.methods = [one for one in node.body if isinstance(one, ast.FunctionDef)]
        self.fields = [
            name for name in values if not name.startswith('_') and _is_field(node, name)
        ]


def _strings(node):
    found = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]
    return [one.value for one in found
            if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _is_field(node, name):
    return any(
        isinstance(one, ast.Assign) and isinstance(one.value, ast.Call)
        and getattr(one.targets[0], 'id', '') == name
        and re.match(r'(fields\.|state_field)', ast.unparse(one.value.func))
        for one in node.body
    )


def _parts(*folders):
    return [
        Part(path, node) for folder in folders for path in sorted(folder.rglob('*.py'))
        for node in ast.parse(path.read_text(encoding='utf-8')).body
        if isinstance(node, ast.ClassDef)
    ]


PARTS = _parts(MODELS)
WIZARDS = _parts(ADDON / 'wizards')
# own model → its feature; own field of any model → the features that declare it
HOME = {part.model: part.feature for part in PARTS if part.defines}
FIELDS = collections.defaultdict(set)
for _part in PARTS:
    for _name in _part.fields:
        FIELDS[_name].add(_part.feature)


def _short(path):
    return str(path.relative_to(places.ROOT))


@pytest.mark.parametrize('folder', BY_FEATURE)
def test_folders_are_features(folder):
    """Every folder is a feature of the list, and nothing lies beside them."""
    root = ADDON / folder
    found = {path.name for path in root.iterdir() if path.is_dir() and path.name != '__pycache__'}
    assert found - ASIDE.get(folder, set()) <= set(FEATURES)
    beside = {path.name for path in root.iterdir() if path.is_file()}
    assert beside <= {'__init__.py', 'clause.py'}


@pytest.mark.parametrize('part', PARTS + WIZARDS, ids=lambda part: f'{part.path.stem}.{part.model}')
def test_file_is_named_after_its_model(part):
    """`<model>.py`, or `<model>_<part>.py` when a feature needs more than one file of it."""
    model = part.model.replace('.', '_')
    assert part.path.stem == model or part.path.stem.startswith(f'{model}_'), _short(part.path)


def test_one_class_a_file():
    """A file is one class of one model."""
    counts = collections.Counter(part.path for part in PARTS + WIZARDS)
    assert not [_short(path) for path, count in counts.items() if count > 1]


def test_few_files_of_a_model_in_a_folder():
    """A model that outgrows four files of a feature is two features."""
    counts = collections.Counter((part.feature, part.model) for part in PARTS)
    assert not {key: count for key, count in counts.items() if count > MOST_OF_A_MODEL}


def test_method_is_defined_once_in_a_feature():
    """No `super()` chain within a folder: features extend each other, not themselves."""
    places_of = collections.defaultdict(list)
    for part in PARTS:
        for method in part.methods:
            places_of[part.feature, part.model, method.name].append(part.path.name)
    assert not {key: names for key, names in places_of.items() if len(names) > 1}


def test_files_and_folders_have_their_measure():
    """No file above 200 lines, no folder above 25 files: both are read at a glance."""
    sources = [
        path for root in (ADDON, places.ROOT / 'bootstrap') for path in root.rglob('*')
        if path.suffix in ('.py', '.xml', '.scss', '.js') and 'i18n' not in path.parts
    ]
    counts = collections.Counter(
        path.parent for path in sources if path.suffix in ('.py', '.xml')
        and path.name != '__init__.py'
    )
    assert not {_short(path): count for path, count in counts.items() if count > MOST_FILES}
    long = {
        _short(path): lines for path in sources
        if path.name not in ('__manifest__.py', '__init__.py')
        and (lines := len(path.read_text(encoding='utf-8').splitlines())) > MOST_LINES
    }
    assert not long


def _named(part):
    """Yield (what, feature that owns it, line) of what a class names of the house."""
    for node in ast.walk(part.node):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value in HOME:
                yield node.value, HOME[node.value], node.lineno
            elif node.value.startswith('perles_') and node.value in FIELDS:
                yield node.value, min(FIELDS[node.value], key=RANK.get), node.lineno
            # tables in SQL, of which every one is a model
            for table in re.findall(r'\b(?:FROM|JOIN|UPDATE|INTO) (perles_\w+)', node.value):
                model = table.replace('_', '.')
                if model in HOME:
                    yield table, HOME[model], node.lineno
        elif isinstance(node, ast.Attribute) and node.attr.startswith('perles_'):
            if node.attr in FIELDS:
                yield node.attr, min(FIELDS[node.attr], key=RANK.get), node.lineno


def test_features_name_only_features_above_them():
    """What is named of a lower feature is a hook that it should have extended."""
    wrong = [
        f'{_short(part.path)}:{line} names {what} of {owner}'
        for part in PARTS for what, owner, line in _named(part)
        if RANK[owner] > RANK[part.feature]
    ]
    assert not wrong


def test_features_import_only_features_above_them():
    """Imports between features go one way."""
    wrong = []
    for path in sorted(MODELS.rglob('*.py')):
        feature = path.parent.name
        for other in re.findall(r'^from \.\.(\w+)', path.read_text(encoding='utf-8'), re.M):
            if other in RANK and RANK[other] > RANK[feature]:
                wrong.append(f'{_short(path)} imports {other}')
    assert not wrong


def test_own_models_are_extended_in_words():
    """“Override” is for native methods, “Extends” for what another feature declares."""
    wrong = [_short(path) for path in ADDON.rglob('*.py')
             if re.search(r'Override of `perles', path.read_text(encoding='utf-8'))]
    assert not wrong


def test_manifest_lists_data_feature_by_feature():
    """Rights first, then each feature in the order of the house."""
    listed = []
    for path in images.manifest()['data']:
        top, feature, *_rest = Path(path).parts
        if top != 'security':
            assert feature in RANK, path
            listed.append(feature)
    changes = [name for name, before in zip(listed, [None, *listed], strict=False)
               if name != before]
    assert len(changes) == len(set(changes)), changes
    assert changes == sorted(changes, key=RANK.get)


def test_manifest_forgets_no_file():
    """Every XML of a feature is loaded."""
    listed = {ADDON / path for path in images.manifest()['data']}
    there = {
        path for folder in ('views', 'data', 'wizards', 'security')
        for path in (ADDON / folder).rglob('*.xml')
    }
    assert not sorted(_short(path) for path in there - listed)


def test_views_have_the_names_of_their_kind():
    """Views of a model, pages, menus; nothing else in the folder of views."""
    wrong = [
        _short(path) for path in (ADDON / 'views').rglob('*.xml')
        if path.name != 'menus.xml' and not re.search(r'_(views|templates)\.xml$', path.name)
    ]
    assert not wrong


def test_no_private_word():
    """Constants and methods bear the names of the trade."""
    wrong = [
        f'{_short(path)}: {word}' for path in sorted(ADDON.rglob('*.py'))
        for word in PRIVATE_WORDS.findall(path.read_text(encoding='utf-8'))
    ]
    assert not wrong


def test_mixins_do_not_meet_in_a_name():
    """Two mixins of `base` that one model inherits would silently take each other's method."""
    owners = collections.defaultdict(set)
    for part in PARTS:
        if part.feature == 'base' and part.model.endswith('.mixin'):
            for method in part.methods:
                if method.name.startswith('_') and 'super()' not in ast.unparse(method):
                    owners[method.name].add(part.model)
    assert not {name: sorted(models) for name, models in owners.items() if len(models) > 1}
