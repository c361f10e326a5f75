from . import document_mixin
from . import evidence_mixin
from . import notice
from . import res_company
from . import res_config_settings
from . import res_partner
from . import retention
from . import today_card
