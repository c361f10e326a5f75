"""Native units of measure and those of the house: one conversion for quantities and prices.

A dozen or a hundred is counted in pieces, a kilogram in grams; hours, metres and litres are not
counted at all. Native `_compute_quantity` and `_compute_price` convert whatever they are given,
hours into pieces too: nothing of the house calls them but through here, once it is known that
both units have a common reference.
"""

from .units import GRAMS, PIECES, STRANDS

NATIVE = {
    PIECES: 'uom.product_uom_unit',
    GRAMS: 'uom.product_uom_gram',
    STRANDS: 'perles_ethiques.uom_strand',
}


def unit_of(uom):
    """What a native unit is called in wishes and lots, or ``False`` when it is none of them.

    :param uom: a `uom.uom` record, or an empty one.
    :return: one of `tools.units.UNITS`; ``False`` for a dozen, which is converted first
    """
    for unit in NATIVE:
        if uom and uom == _own(uom, unit):
            return unit
    return False


def house_uom(uom):
    """The native unit in which the house counts what is given in another one.

    :param uom: a `uom.uom` record, or an empty one.
    :return: one `uom.uom` record; an empty one for what is never counted in pieces, grams or
        strands
    """
    for unit in NATIVE:
        own = _own(uom, unit)
        if uom and own and uom._has_common_reference(own):
            return own
    return uom.browse()


def in_house(quantity, uom):
    """A quantity in the unit of the house.

    :param float quantity: in ``uom``, which is known to be counted.
    :return: float, without what the conversion of floats leaves behind
    """
    return round(uom._compute_quantity(quantity, house_uom(uom), round=False), 6)


def price_in_house(price, uom):
    """The price of one unit of the house.

    :param float price: of one ``uom``, which is known to be counted; with or without tax.
    :return: float, not rounded: a price of 4 € a kilogram is no price of 0.00 € a gram
    """
    return uom._compute_price(price, house_uom(uom))


def _own(uom, unit):
    """The native record of a unit of the house, asked of the cache of names alone."""
    names = uom.env['ir.model.data']
    return uom.browse(names._xmlid_to_res_id(NATIVE[unit], raise_if_not_found=False) or None)
