"""What holds for every test: Hypothesis sets no deadline for one case, for a busy machine is no fault of ours."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
