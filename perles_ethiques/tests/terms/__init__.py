from . import test_legal_pages
from . import test_terms
from . import test_terms_pdf
