"""What every public form of the house shares: cleaned texts, one sentence per wrong field."""

from ...tools.texts import NotMailable, clean_email, clean_line, clean_lines

MAX_LENGTH = 200


class PublicForm:
    """Reads a posted form; knows nothing of HTTP. What is typed is cleaned here, once for all.

    :param env: an environment, for translations and look-ups.
    :param dict post: the posted strings.
    """

    # fields of which the line ends are kept
    _of_several_lines = ()

    def __init__(self, env, post):
        self.env = env
        self.post = {name: self._clean(name, value) for name, value in post.items()}
        self.errors = {}

    def _clean(self, name, value):
        # no hand types this one: it stays visible, and is no empty field
        text = str(value or '').replace('\x00', '\ufffd')
        return clean_lines(text) if name in self._of_several_lines else clean_line(text)

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

        :return: the address with its domain in ASCII, or ``False``
        """
        try:
            return clean_email(values['email'] or '')
        except NotMailable:
            self._missing('email', self.env._(
                "No mail can be sent to this address: one without accents before the @ is"
                " expected, for instance nom@exemple.fr."
            ))
            return False

    def _missing(self, name, sentence):
        self.errors.setdefault(name, sentence)
