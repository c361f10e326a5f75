"""A plugin of pytest: what Odoo has compiled of views, routes and rights is kept from test to test.

Natively every test ends by forgetting all of it, and the next one compiles the same pages again.
What hangs on these records is forgotten by the one that changes them, as on a server; a test that
did so is rolled back, so it is forgotten once more when the test, and its class, are over.
"""

import pytest

# Of the caches of Odoo, those that only what defines the product fills: no member, no lot.
KEPT = frozenset({'assets', 'groups', 'routing', 'stable', 'templates'})


def pytest_sessionstart():
    """Keep warm what this process of the addon's tests compiles."""
    import freezegun.api

    from odoo.orm import registry
    from odoo.tests import TransactionCase
    warmth, patch = Warmth(), pytest.MonkeyPatch()
    warmth.watch(patch, registry)
    warmth.tidy(patch, TransactionCase)
    patch.setattr(freezegun.api, '_get_module_attributes_hash', size_of)


def size_of(module):
    """What tells that a module has got more names since the clock was last stopped.

    Natively all names of thousands of modules are listed, each time that a test stops the clock.
    """
    return f'{id(module)}-{len(getattr(module, "__dict__", ()))}'


class Warmth:
    """Forgets at the end of a test what it changed, and whatever belongs to records."""

    def __init__(self):
        self._changed = set()
        self._is_tidying = False

    def watch(self, patch, module):
        """Note which caches the code of the product invalidates."""
        native, changed = module.Registry, self._changed
        clear_cache, clear_all = native.clear_cache, native.clear_all_caches
        set_up = native._setup_models__

        def clear(registry, *names):
            for name in names or ('default',):
                changed.update(module._CACHES_BY_KEY[name])
            clear_cache(registry, *names)

        def clear_some(registry):
            if not self._is_tidying:
                changed.update(KEPT)
            caches = registry._Registry__caches
            kept = {name: caches[name].snapshot for name in KEPT - changed}
            clear_all(registry)
            for name, entries in kept.items():
                for key, value in entries.items():
                    caches[name][key] = value

        def rebuild(registry, *arguments, **options):
            changed.update(KEPT)
            set_up(registry, *arguments, **options)

        patch.setattr(native, 'clear_cache', clear)
        patch.setattr(native, 'clear_all_caches', clear_some)
        patch.setattr(native, '_setup_models__', rebuild)

    def tidy(self, patch, case):
        """Know when a test, or its class, is over."""
        of_test, of_class = case.doCleanups, case.doClassCleanups.__func__

        def after_test(test):
            return self._while_tidying(of_test, test)

        def after_class(cls):
            try:
                return self._while_tidying(of_class, cls)
            finally:
                self._changed.clear()

        patch.setattr(case, 'doCleanups', after_test)
        patch.setattr(case, 'doClassCleanups', classmethod(after_class))

    def _while_tidying(self, clean, *arguments):
        self._is_tidying = True
        try:
            return clean(*arguments)
        finally:
            self._is_tidying = False
