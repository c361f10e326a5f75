from . import acceptance
from . import terms
from . import terms_clause
from . import terms_version
