"""A real browser that opens the course in another site's frame, where it keeps none of the course's cookies.

The site is `localhost`, the course is `127.0.0.1`: a browser takes them for two sites.
"""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from tests.lti.conftest import KEY, WAIT, Answer, PlatformServer, ServedOverHttp, signed
from tests.lti.test_launches import private_pem

pytestmark = pytest.mark.external
STORAGE = """
<script>
const kept = {};
addEventListener("message", (event) => {
  const { subject, key, value, message_id } = event.data;
  if (event.origin !== TOOL) return;
  if (subject === "lti.put_data") kept[key] = value;
  event.source.postMessage({ subject: `${subject}.response`, message_id, key, value: kept[key] }, event.origin);
});
</script>
"""


class FramingPlatform(PlatformServer):
    """A platform with a page that shows the course in a frame, and that signs in everyone."""

    def __init__(self) -> None:
        super().__init__()
        self.url = self.url.replace("127.0.0.1", "localhost")
        self.tool = ""

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Answer a request."""
        parts = urlsplit(path)
        asked = dict(parse_qsl(parts.query))
        if parts.path in ("/page", "/plain"):
            hints = {"iss": self.url, "login_hint": "h", "target_link_uri": f"{self.tool}/lti/launch"}
            hints |= {"lti_storage_target": "_parent"} if parts.path == "/page" else {}
            place = html.escape(f"{self.tool}/lti/login?{urlencode(hints)}")
            script = STORAGE.replace("TOOL", f'"{self.tool}"')
            return self.page(f'{script}<iframe id="tool" src="{place}" width="900" height="700"></iframe>')
        if parts.path == "/auth":
            token = signed(self.claims(asked["nonce"]))
            form = f'<form method="post" action="{asked["redirect_uri"]}"><input name="id_token" value="{token}">'
            form += f'<input name="state" value="{asked["state"]}"></form><script>document.forms[0].submit()</script>'
            return self.page(form)
        return super().answer(method, path, headers, body)

    @staticmethod
    def page(body: str) -> Answer:
        """Return a page."""
        return 200, {"content-type": "text/html; charset=utf-8"}, f"<!DOCTYPE html><body>{body}".encode()


@pytest.fixture(name="framing", params=["http", "https"])
def _framing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FramingPlatform]:
    """Give a platform with the course registered, which is served over HTTP or over HTTPS."""
    file = tmp_path / "course.pem"
    file.write_bytes(certificate())
    own = str(file) if request.param == "https" else None
    platform, served = FramingPlatform(), ServedOverHttp(str(tmp_path / "course.sqlite"), own)
    platform.tool = served.url
    served.tool.platforms.add(platform.platform(), ["d1"])
    served.tool.look_for_platforms()
    yield platform
    served.close()
    platform.close()


@pytest.fixture(name="chromium")
def _chromium(framing: FramingPlatform) -> Iterator[webdriver.Chrome]:
    """Give a browser that blocks the cookies of other sites' frames, and takes a certificate that nobody has signed.

    It ends before the server, which would wait 30 seconds for it to end a connection over TLS.
    """
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    assert browser, "these tests need Debian's chromium"
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    options.accept_insecure_certs = True
    options.add_experimental_option("prefs", {"profile.cookie_controls_mode": 1})
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    chromium = webdriver.Chrome(options=options, service=Service(driver))
    yield chromium
    chromium.quit()


def in_frame(browser: webdriver.Chrome, what: str) -> None:
    """Wait until the frame shows a button or a link of this name, and press it."""

    def pressed(_: object) -> bool:
        browser.switch_to.default_content()
        browser.switch_to.frame("tool")
        found = [one for one in browser.find_elements(By.CSS_SELECTOR, "a, button") if one.text == what]
        for one in found:
            one.click()
        return bool(found)

    WebDriverWait(browser, WAIT, ignored_exceptions=(Exception,)).until(pressed)


def certificate() -> bytes:
    """Return a certificate that nobody has signed, with its key."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(KEY.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    signed_ = made.sign(KEY, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    return private_pem().encode() + signed_


@pytest.mark.parametrize("framing", ["https"], indirect=True)
def test_over_https_a_partitioned_cookie_serves_in_the_frame(
    framing: FramingPlatform, chromium: webdriver.Chrome
) -> None:
    """The exercise is shown in the frame, to somebody who is signed in, without the site's storage."""
    chromium.get(f"{framing.url}/plain")

    def arrived(_: object) -> bool:
        chromium.switch_to.default_content()
        chromium.switch_to.frame("tool")
        return "Sign out Ada L." in chromium.find_element(By.TAG_NAME, "body").text

    WebDriverWait(chromium, WAIT, ignored_exceptions=(Exception,)).until(arrived)
    assert chromium.find_elements(By.CSS_SELECTOR, "button[value=check]")
    chromium.switch_to.default_content()


@pytest.mark.parametrize("framing", ["http"], indirect=True)
def test_without_cookies_in_a_frame_a_tab_opens_the_exercise(
    framing: FramingPlatform, chromium: webdriver.Chrome
) -> None:
    """The site's storage binds the launch to the browser, and a button opens a tab that keeps the cookie."""
    chromium.get(f"{framing.url}/page")
    before = set(chromium.window_handles)
    in_frame(chromium, "Open the course in a new tab")
    WebDriverWait(chromium, WAIT).until(lambda _: set(chromium.window_handles) - before)
    (tab,) = set(chromium.window_handles) - before
    chromium.switch_to.window(tab)
    WebDriverWait(chromium, WAIT).until(lambda _: chromium.current_url == f"{framing.tool}/exercise/ex4_update")
    assert "Ada L." in chromium.find_element(By.TAG_NAME, "body").text
    launches = [place for method, place in framing.asked if place.startswith("/auth")]
    assert len(launches) == 1
    chromium.close()
    chromium.switch_to.window(before.pop())
