"""What holds for every test: Hypothesis sets no deadline for one case, and nothing is kept in the user's own folder."""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

# One place for all processes of a run, so that those which tests start need not compile what this one has compiled.
_PLACE = tempfile.TemporaryDirectory(prefix="policy-extract-tests-")
os.environ["POLICY_EXTRACT_CACHE"] = _PLACE.name

# Messages are tested in English, wherever the tests run; those in Chinese set a locale of their own.
for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
    os.environ.pop(variable, None)
os.environ["LC_ALL"] = "C.UTF-8"
