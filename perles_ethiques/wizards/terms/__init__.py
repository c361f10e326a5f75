from . import perles_terms_publish
