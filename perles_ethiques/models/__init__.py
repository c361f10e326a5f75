from . import house, terms, membership, lot, wish, sale
