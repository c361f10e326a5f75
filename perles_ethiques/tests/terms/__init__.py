from . import test_terms
from . import test_terms_pdf
