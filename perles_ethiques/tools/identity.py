"""French business identity: SIRET, SIREN and VAT numbers (clause 000-91)."""
from stdnum import exceptions
from stdnum.eu import vat as eu_vat
from stdnum.fr import siret, tva


def normalise_siret(number):
    """Drop spaces and dots of what looks like a SIRET; anything else is left as typed.

    :param str number: what was typed, such as ``983 939 224 000 17``.
    :return: the 14 digits, or ``number`` unchanged
    """
    compact = ''.join(character for character in number if character not in ' .\u00a0\u202f')
    return compact if len(compact) == 14 and compact.isdigit() else number


def is_siret(number):
    """Whether ``number`` is a SIRET: 14 digits and the Luhn key."""
    return siret.is_valid(number or '')


def normalise_vat(number):
    """A European VAT number without separators, in capitals.

    :raise ValueError: if it is no valid number of its country.
    """
    try:
        return eu_vat.validate(number)
    except exceptions.ValidationError as error:
        raise ValueError(number) from error


def vat_matches_siren(vat, registry):
    """Whether a French VAT number is valid and bears the SIREN of the SIRET.

    :param str vat: such as ``FR14983939224``.
    :param str registry: a SIRET.
    """
    compact = (vat or '').replace(' ', '').upper()
    if not compact.startswith('FR') or not is_siret(registry):
        return False
    return tva.is_valid(compact) and compact[4:] == normalise_siret(registry)[:9]
