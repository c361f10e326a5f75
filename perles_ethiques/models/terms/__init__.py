from . import perles_acceptance
from . import perles_terms
from . import perles_terms_clause
from . import perles_terms_version
