import base64
import io

from PIL import Image

from .common import PerlesCommon


def photo(colour='teal', size=(400, 300), kind='JPEG'):
    """A picture as a phone would send it, in base64."""
    output = io.BytesIO()
    Image.new('RGB', size, colour).save(output, kind)
    return base64.b64encode(output.getvalue())


def opened(content):
    """The picture that a binary field holds."""
    return Image.open(io.BytesIO(base64.b64decode(content)))


class LotCommon(PerlesCommon):
    """Arrivals: a model of beads, and lots received from it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bead = cls.env.ref('perles_ethiques.category_bead')
        cls.glass = cls.env.ref('perles_ethiques.value_material_glass')
        cls.matt = cls.env.ref('perles_ethiques.value_finish_matt')
        cls.model_bead = cls.env['product.template'].create({
            'name': "Glass bead", 'perles_is_model': True, 'categ_id': cls.bead.id,
            'is_storable': True, 'tracking': 'lot', 'list_price': 2.0,
            'perles_value_ids': [(6, 0, (cls.glass | cls.matt).ids)],
        })

    def _enter(self, *lines, user=None, **values):
        """Lots received through the screen of the team.

        :param lines: values of each line, 300 glass beads with a photo by default.
        """
        entry = self.env['perles.arrival.entry'].with_user(user or self.env.user).create({
            **values,
            'line_ids': [(0, 0, {
                'model_id': self.model_bead.id, 'quantity': 300, 'photo': photo(), **line,
            }) for line in lines or ({},)],
        })
        entry.action_receive()
        return entry.lot_ids
