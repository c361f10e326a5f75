from . import test_packaging
