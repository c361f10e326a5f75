from . import account_move
from . import perles_acceptance
from . import perles_terms
from . import perles_terms_clause
from . import perles_terms_version
from . import res_company
from . import res_config_settings
from . import sale_order
