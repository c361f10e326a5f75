from odoo import api, models
from odoo.fields import Domain

from ...tools.pictures import MAX_BYTES, MEGABYTE
from .perles_wish_words import CRITERIA_ORDER

# What a list of wishes shows of them: those that are not over, or one state.
CURRENT = 'current'
NEWEST = 'newest'


class PerlesWish(models.Model):
    """What the member's pages ask of wishes."""

    _inherit = 'perles.wish'

    def _compute_access_url(self):
        """Override of `portal`: the page of a wish."""
        result = super()._compute_access_url()
        for wish in self:
            wish.access_url = f'/my/wishes/{wish.id}'
        return result

    # === THE LIST === #

    @api.model
    def _member_domain(self, partner):
        """The wishes of a member's whole organisation.

        :param partner: any contact of it, a `res.partner` record.
        """
        return Domain('partner_id', '=', partner.commercial_partner_id.id)

    @api.model
    def _list_domain(self, partner, words='', state=CURRENT, project=None):
        """The wishes that a member's list shows.

        :param partner: any contact of the organisation.
        :param str words: what was typed in the search.
        :param str state: a state, or `current` for all that are not closed.
        :param project: only those of this `perles.project` record.
        """
        domain = self._member_domain(partner) & self._words_domain(words)
        if state in dict(self._fields['state'].selection):
            domain &= Domain('state', '=', state)
        else:
            domain &= Domain('state', '!=', 'closed')
        if project:
            domain &= Domain('project_id', '=', project.id)
        return domain

    @api.model
    def _list_orders(self):
        """Ways to sort a member's list: key → (words, order)."""
        return {
            NEWEST: (self.env._("Newest first"), 'id desc'),
            'oldest': (self.env._("Oldest first"), 'id'),
            'type': (self.env._("Product type"), 'categ_id, id desc'),
            'quantity': (self.env._("Largest quantity"), 'quantity desc, id desc'),
        }

    def _for_project(self):
        """For which project, and when: “for Salon – 12/06/2027” (000-26)."""
        self.ensure_one()
        return self.env._("for %s", self.sudo().project_id.display_name)

    # === THE FORM === #

    @api.model
    def _choices(self):
        """What the form of a wish lets choose (sudo).

        :return: dict with `categories`, `units`, `tolerances` and `criteria`, a list of
            (attribute, its values) in the order of the criteria
        """
        attributes = self.env['product.attribute'].sudo().search(
            [('perles_criterion', '!=', False)],
        ).sorted(lambda attribute: CRITERIA_ORDER.index(attribute.perles_criterion))
        return {
            'categories': self.env['product.category'].sudo().search(
                [('perles_is_wishable', '=', True)],
            ),
            'criteria': [(attribute, attribute.value_ids) for attribute in attributes],
            'units': self._fields['unit']._description_selection(self.env),
            'tolerances': self._fields['colour_tolerance']._description_selection(self.env),
        }

    def _form_values(self):
        """This wish as its form writes it: strings, and the ids of the boxes."""
        self.ensure_one()
        numbers = ('quantity', 'min_quantity', 'mm_min', 'mm_max', 'max_price')
        return {
            **{name: self._format_plain(self[name]) for name in numbers},
            **self._shared_values(),
            'note': self.note or '',
            'value_ids': self.value_ids.ids,
        }

    def _shared_values(self):
        """What the next wish of a member often has in common with this one."""
        self.ensure_one()
        return {
            'categ_id': str(self.categ_id.id),
            'unit': self.unit,
            'colour_tolerance': self.colour_tolerance,
            'project_id': str(self.project_id.id or ''),
        }

    @api.model
    def _usual_units(self, partner, categories):
        """What each type is counted in: as this member did last, else as the house does.

        :param partner: any contact of the organisation.
        :param categories: the `product.category` records to choose among (sudo).
        :return: dict id of the type → unit
        """
        units = {str(category.id): category.perles_usual_unit for category in categories}
        last = self.sudo().search(self._member_domain(partner), order='id desc', limit=100)
        return units | {str(wish.categ_id.id): wish.unit for wish in last.sorted('id')}

    @api.model
    def _photo_hint(self):
        """What a photo may be, said before it is chosen."""
        return self.env._("JPEG, PNG or WebP, %s MB at most.", MAX_BYTES // MEGABYTE)

    def _photo_url(self, name='photo_small'):
        """Address of a picture of this wish, which changes with it, or nothing.

        :param str name: `photo` or `photo_small`.
        """
        self.ensure_one()
        if not self.sudo().with_context(bin_size=True)[name]:
            return ''
        return f'/web/image/perles.wish/{self.id}/{name}?unique={self.write_date:%Y%m%d%H%M%S}'

    @api.model
    def _with_project(self, partner, values):
        """Values whose new project, if they bear one, was made.

        :param partner: a `res.partner` record.
        :param dict values: of fields; `new_project` holds name, kind and date.
        """
        values = dict(values)
        if new := values.pop('new_project', None):
            values['project_id'] = self.env['perles.project']._named(partner, **new).id
        return values
