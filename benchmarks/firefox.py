"""Firefox for Selenium without geckodriver: a translation of Selenium's commands into Firefox's own protocol, Marionette.

Debian has Firefox but no geckodriver. Only the commands that the tests of the site use are translated.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.firefox.options import Options
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.file_detector import UselessFileDetector
from selenium.webdriver.support.ui import WebDriverWait

SIZE = "return [innerWidth, innerHeight]"
IS_DARK = "return matchMedia('(prefers-color-scheme: dark)').matches"
THEME = "layout.css.prefers-color-scheme.content-override"

COMMANDS = {
    Command.NEW_SESSION: "WebDriver:NewSession",
    Command.QUIT: "Marionette:Quit",
    Command.GET: "WebDriver:Navigate",
    Command.REFRESH: "WebDriver:Refresh",
    Command.GO_BACK: "WebDriver:Back",
    Command.GET_TITLE: "WebDriver:GetTitle",
    Command.GET_CURRENT_URL: "WebDriver:GetCurrentURL",
    Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
    Command.W3C_EXECUTE_SCRIPT_ASYNC: "WebDriver:ExecuteAsyncScript",
    Command.SET_TIMEOUTS: "WebDriver:SetTimeouts",
    Command.FIND_ELEMENT: "WebDriver:FindElement",
    Command.FIND_ELEMENTS: "WebDriver:FindElements",
    Command.GET_ELEMENT_TEXT: "WebDriver:GetElementText",
    Command.CLICK_ELEMENT: "WebDriver:ElementClick",
    Command.CLEAR_ELEMENT: "WebDriver:ElementClear",
    Command.SEND_KEYS_TO_ELEMENT: "WebDriver:ElementSendKeys",
    Command.W3C_ACTIONS: "WebDriver:PerformActions",
    Command.SWITCH_TO_FRAME: "WebDriver:SwitchToFrame",
    Command.W3C_GET_CURRENT_WINDOW_HANDLE: "WebDriver:GetWindowHandle",
    Command.SWITCH_TO_WINDOW: "WebDriver:SwitchToWindow",
    Command.NEW_WINDOW: "WebDriver:NewWindow",
    Command.W3C_GET_WINDOW_HANDLES: "WebDriver:GetWindowHandles",
    Command.CLOSE: "WebDriver:CloseWindow",
    Command.SET_WINDOW_RECT: "WebDriver:SetWindowRect",
    Command.SCREENSHOT: "WebDriver:TakeScreenshot",
}


class Marionette:
    """What Selenium calls a command executor: a connection to a Firefox that it has started."""

    def __init__(self, profile: Path, preferences: dict[str, Any]) -> None:
        """Start Firefox without a screen, with its own profile folder, and wait until it takes commands."""
        firefox = shutil.which("firefox-esr") or shutil.which("firefox")
        if not firefox:
            raise SystemExit("Firefox is not installed: apt-get install firefox-esr")
        profile.mkdir(parents=True)
        lines = {"marionette.port": 0, "browser.download.dir": str(profile), "browser.download.folderList": 2}
        (profile / "user.js").write_text(
            "".join(
                f"user_pref({json.dumps(key)}, {json.dumps(value)});\n"
                for key, value in {**lines, **preferences}.items()
            )
        )
        arguments = [
            "--headless",
            "--marionette",
            "--remote-allow-system-access",
            "--no-remote",
            "--profile",
            str(profile),
            "--width=1400",
            "--height=1100",
        ]
        self._process = subprocess.Popen([firefox, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = profile / "MarionetteActivePort"
        deadline = time.monotonic() + 60
        while not (port.exists() and port.read_text().strip()):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("Firefox did not start.")
            time.sleep(0.1)
        self._stream = socket.create_connection(("127.0.0.1", int(port.read_text()))).makefile("rwb")
        self._read()  # it says which protocol it speaks
        self._number = 0

    def execute(self, command: str, given: dict[str, Any]) -> dict[str, Any]:
        """Run one of Selenium's commands; return what a driver over HTTP would answer."""
        name = COMMANDS.get(command)
        if name is None:
            raise WebDriverException(f"{command} is not translated for Firefox.")
        given = {key: value for key, value in given.items() if key != "sessionId"}
        if command == Command.NEW_SESSION:
            given = {"acceptInsecureCerts": False, "unhandledPromptBehavior": "ignore"}
        if command == Command.QUIT:
            given = {"flags": ["eForceQuit"]}
        if command == Command.SWITCH_TO_FRAME and isinstance(given.get("id"), dict):
            given = {"element": next(iter(given["id"].values()))}
        if command == Command.SCREENSHOT:
            given = {"full": False, "hash": False}
        problem, found = self.ask(name, given)
        if problem:
            return {"status": 500, "value": json.dumps({"value": problem})}
        if command == Command.NEW_SESSION or not isinstance(found, dict) or set(found) != {"value"}:
            return {"value": found}
        return found

    def ask(self, name: str, given: dict[str, Any]) -> tuple[dict[str, Any] | None, Any]:
        """Give Firefox a command that only it has; return the problem, if any, and the answer."""
        self._number += 1
        frame = json.dumps([0, self._number, name, given]).encode()
        self._stream.write(b"%d:%b" % (len(frame), frame))
        self._stream.flush()
        _, _, problem, found = self._read()
        return problem, found

    def close(self) -> None:
        """End Firefox, where it has not ended itself."""
        self._stream.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _read(self) -> Any:
        length = b""
        while (one := self._stream.read(1)) != b":":
            if not one:
                raise WebDriverException("Firefox has ended.")
            length += one
        return json.loads(self._stream.read(int(length)))


class Firefox(webdriver.Remote):
    """Firefox as the tests of the site use Chromium, with the few commands of Chromium's own that they give."""

    def __init__(self, profile: Path, preferences: dict[str, Any] | None = None) -> None:
        """Start it; `profile` is the folder to be made for its profile."""
        super().__init__(command_executor=Marionette(profile, preferences or {}), options=Options())  # type: ignore[arg-type]
        self.set_script_timeout(110)
        self.file_detector = UselessFileDetector()  # files lie on this machine

    def execute_cdp_cmd(self, command: str, given: dict[str, Any]) -> None:
        """Set the page's size, its theme, or the folder for downloads."""
        if command == "Emulation.setDeviceMetricsOverride":
            for side in ("width", "height"):
                self._privileged(f"gBrowser.selectedBrowser.style.{side} = arguments[0]", f"{given[side]}px")
            size = (given["width"], given["height"])
            WebDriverWait(self, 10, 0.05).until(lambda _: self.execute_script(SIZE) == [*size])
        elif command == "Emulation.setEmulatedMedia":
            dark = given["features"][0]["value"] == "dark"
            self._privileged(f"Services.prefs.setIntPref({THEME!r}, arguments[0])", 0 if dark else 1)
            WebDriverWait(self, 10, 0.05).until(lambda _: self.execute_script(IS_DARK) == dark)
        elif command == "Browser.setDownloadBehavior":
            self._privileged(
                "Services.prefs.setStringPref('browser.download.dir', arguments[0])", given["downloadPath"]
            )
        else:
            raise WebDriverException(f"{command} is not translated for Firefox.")

    def _privileged(self, script: str, argument: object) -> None:
        """Run a script in the browser's own window instead of the page."""
        executor = self.command_executor
        assert isinstance(executor, Marionette)
        problem, _ = executor.ask("Marionette:SetContext", {"value": "chrome"})
        if problem:
            raise WebDriverException(problem["message"])
        try:
            self.execute_script(script, argument)
        finally:
            executor.ask("Marionette:SetContext", {"value": "content"})
