from . import house, terms, membership
