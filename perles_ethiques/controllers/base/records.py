"""Whose a page is: the one way from an address to a record of the visitor's own."""

from odoo.fields import Domain
from odoo.http import request


def own_partner():
    """Return the organisation, or the person, that the signed-in visitor acts for."""
    return request.env.user.partner_id.commercial_partner_id


def own_domain():
    """Return the domain of what belongs to the visitor's organisation."""
    return Domain('partner_id', '=', own_partner().id)


def own_record(model, record_id):
    """Return a record of the visitor's own organisation (sudo: the door was passed here).

    :param str model: with a `partner_id` that is always a commercial partner.
    :param int record_id: as the address gives it.
    :raise NotFound: for any other record, or none.
    """
    records = request.env[model].sudo()
    record = records.search(own_domain() & Domain('id', '=', record_id))
    if not record:
        raise request.not_found()
    return record
