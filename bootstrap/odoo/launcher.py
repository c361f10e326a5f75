"""Odoo as a program with a path: its server starts itself again for the websockets by this path.

By `python -m odoo` that second start fails, and is tried again without an end.
"""

import os
import sys

# What lies beside this file is no part of Odoo.
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [folder for folder in sys.path if folder != HERE]

from odoo.cli import main  # noqa: E402

main()
