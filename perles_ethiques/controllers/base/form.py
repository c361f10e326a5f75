"""What every public form of the house shares: cleaned texts, one sentence per wrong field."""

from odoo.tools.mail import email_normalize

MAX_LENGTH = 200


class PublicForm:
    """Reads a posted form; knows nothing of HTTP.

    :param env: an environment, for translations and look-ups.
    :param dict post: the posted strings.
    """

    def __init__(self, env, post):
        self.env = env
        self.post = {
            name: str(value or '').replace('\x00', '\ufffd').strip()
            for name, value in post.items()
        }
        self.errors = {}

    def _texts(self, names):
        """The posted texts of some fields, ``False`` for an empty or an endless one."""
        values = {}
        for name in names:
            text = self.post.get(name, '')
            if len(text) > MAX_LENGTH:
                self.errors[name] = self.env._("This is too long: 200 characters at most.")
                text = ''
            values[name] = text or False
        return values

    def _check_email(self, values):
        """Refuse an address to which nothing can be sent.

        :return: the normalised address, or ``False``
        """
        email = email_normalize(values['email'] or '', strict=True)
        if not email or '.' not in email.rpartition('@')[2]:
            self._missing('email', self.env._(
                "This e-mail address is not valid: for instance nom@exemple.fr."
            ))
        return email

    def _missing(self, name, sentence):
        self.errors.setdefault(name, sentence)
