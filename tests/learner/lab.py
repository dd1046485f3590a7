"""A real JupyterLab in a real Chromium, for one test and for pictures of what learners see."""

import contextlib
import json
import os
import queue
import re
import subprocess
import sys
import threading
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE = 90
_THEMES = "@jupyterlab/apputils-extension/themes.jupyterlab-settings"
_NEWS = "@jupyterlab/apputils-extension/notification.jupyterlab-settings"


@contextlib.contextmanager
def server(folder: Path, home: Path, theme: str):
    """Start JupyterLab in a folder, with its own settings; give its address."""
    settings = home / "settings"
    for name, content in ((_THEMES, {"theme": theme}), (_NEWS, {"fetchNews": "false", "checkForUpdates": False})):
        file = settings / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content))
    env = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "JPY"))}
    env |= {
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "HOME": str(home),
    }
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        "--port=0",
        "--expose-app-in-browser",
        f"--ServerApp.root_dir={folder}",
    ]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        addresses: queue.Queue[str] = queue.Queue()
        threading.Thread(target=_read, args=(process.stderr, addresses), daemon=True).start()
        try:
            yield addresses.get(timeout=PATIENCE)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _read(log, addresses):
    """Read the server's log to its end, and put the address that it tells into the queue."""
    for line in log:
        if match := re.search(r"http://127\.0\.0\.1:\d+/lab\?token=\w+", line):
            addresses.put(match[0])


@contextlib.contextmanager
def browser():
    """Start Debian's Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1100,1000"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    try:
        yield driver
    finally:
        driver.quit()


class Page:
    """One notebook, open in JupyterLab."""

    def __init__(self, driver, address, notebook):
        self.driver = driver
        driver.get(address.replace("/lab?", f"/lab/tree/{notebook}?"))
        self.until("return window.jupyterapp?.shell.currentWidget?.context?.isReady === true")
        self.until("return jupyterapp.shell.currentWidget.sessionContext?.session?.kernel?.status === 'idle'")

    def until(self, script):
        """Wait until the script gives something true; return it."""
        return WebDriverWait(self.driver, PATIENCE, poll_frequency=0.1).until(
            lambda driver: driver.execute_script(script)
        )

    def write(self, cell, source):
        """Put a source into the cell of this id, as typing does; nothing is saved."""
        self.driver.execute_script(
            """for (const one of jupyterapp.shell.currentWidget.content.widgets)
                 if (one.model.id === arguments[0]) one.model.sharedModel.setSource(arguments[1]);""",
            cell,
            source,
        )

    def run_all(self, words=""):
        """Run every cell, and wait for the result of the last, with these words in it."""
        self.driver.execute_script("jupyterapp.commands.execute('notebook:run-all-cells')")
        found = "document.querySelector('.jp-OutputArea-output section[aria-label]')?.textContent"
        self.until(f"return {found}?.includes({json.dumps(words)})")

    def result(self):
        """Return the section that shows the result."""
        return self.driver.find_element("css selector", ".jp-OutputArea-output section[aria-label]")
