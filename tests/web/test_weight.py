"""What a first visit costs: bytes on the wire, compressed, as a static host sends them."""

import gzip
import re
from pathlib import Path

from playwright.sync_api import Browser

from tests.building import ROOT
from tools.serving import host

POLICY = "policies/kizuna/"


def test_a_policy_page_is_light_and_brings_no_font(real_site: Path, browser: Browser) -> None:
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    with host(real_site) as address:
        context = browser.new_context(viewport={"width": 390, "height": 800})
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.responseReceived", lambda it: kinds.update({it["requestId"]: it["type"]}))
        wire.on(
            "Network.loadingFinished",
            lambda it: sizes.update({it["requestId"]: it["encodedDataLength"]}),
        )
        page.goto(f"{address}{POLICY}", wait_until="networkidle")
        context.close()
    assert "Document" in kinds.values()
    assert "Stylesheet" in kinds.values()
    assert "Font" not in kinds.values()
    assert 10_000 < sum(sizes.values()) <= 120_000


def test_the_project_s_own_styles_and_scripts_are_small(real_site: Path) -> None:
    every = [*ROOT.glob("theme/assets/**/*.css"), *ROOT.glob("theme/assets/**/*.js")]
    own = [file for file in every if not file.name.startswith("material")]
    files = [real_site / file.relative_to(ROOT / "theme") for file in own]
    assert len(files) > 4
    assert not any(re.search(rb"^\s*/[*/]", file.read_bytes(), re.MULTILINE) for file in files)
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 45_000
