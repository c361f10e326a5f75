from . import controllers, models, wizards
from .hooks import _post_init_hook, _uninstall_hook
