"""The picture that previews of links show, drawn anew: `python -m tools.card`.

It names no city, for every city's site shows it. Colours are those of `hyoka.css` on light ground.
"""

from pathlib import Path

from tools.pdf import launched

_FILE = Path(__file__).parent.parent / "theme" / "assets" / "images" / "card.png"
_WIDTH, _HEIGHT = 1200, 630
_DRAWING = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630" style="position:fixed;inset:0"
  font-family="Noto Sans CJK JP, sans-serif">
  <rect width="1200" height="630" fill="#ffffff"/>
  <rect width="1200" height="24" fill="#0017c1"/>
  <text x="80" y="210" font-size="104" font-weight="700" fill="#1a1a1a">政策評価</text>
  <text x="80" y="290" font-size="40" fill="#333333">目標と実績、決算額を年度ごとに</text>
  <g fill="none" stroke="#b3b3b3" stroke-width="2">
    <path d="M80 540H1120M80 460H1120M80 380H1120"/>
  </g>
  <path d="M80 390H1116" stroke="#8b3200" stroke-width="5" stroke-dasharray="18 10"/>
  <path d="M130 515L365 490L600 505L835 450L1070 425" fill="none" stroke="#0017c1"
    stroke-width="7"/>
  <g fill="#0017c1">
    <circle cx="130" cy="515" r="15" fill="#ffffff" stroke="#0017c1" stroke-width="7"/>
    <circle cx="365" cy="490" r="15"/><circle cx="600" cy="505" r="15"/>
    <circle cx="835" cy="450" r="15"/><circle cx="1070" cy="425" r="15"/>
  </g>
</svg>
"""


def main() -> None:
    """Write the picture."""
    with launched() as browser:
        page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
        page.set_content(_DRAWING)
        page.screenshot(path=_FILE)
    print(_FILE)


if __name__ == "__main__":
    main()
