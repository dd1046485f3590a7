"""A course is taken from a folder, a zip, a git address with a revision, or an installed package."""

from __future__ import annotations

import ssl
import stat
import subprocess
import sys
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from grader.core.course import load_course
from grader.core.errors import UsageError
from grader.submissions.course_source import course_place, revision_of

SMALL = "schema: 1\ntitle: Small\nmodules: []\nexercises:\n  - {stem: one, name: one, title: one, points: 1, functions: {f: {takes: [], returns: number}}}\n"


@pytest.fixture(name="root")
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a course, and a cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "small"
    (root / "exercises").mkdir(parents=True)
    (root / "exercises" / "course.yaml").write_text(SMALL)
    return root


def packed(path: Path, files: dict[str, bytes | zipfile.ZipInfo]) -> Path:
    """Write a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data) if isinstance(data, bytes) else archive.writestr(data, b"target")
    return path


def test_a_zip(root: Path, tmp_path: Path) -> None:
    """The course lies at its top or in a folder; the same bytes are the same place, which is made once."""
    for prefix in ("", "small-main/"):
        path = packed(tmp_path / f"c{len(prefix)}.zip", {f"{prefix}exercises/course.yaml": SMALL.encode()})
        place = course_place(str(path))
        assert load_course(place).title == "Small"
        assert course_place(str(path)) == place


def test_a_hostile_zip(root: Path, tmp_path: Path) -> None:
    """Names that lead out of it, links and sizes beyond the bound are refused, and nothing is written outside."""
    link = zipfile.ZipInfo("exercises/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    bad: list[dict[str, bytes | zipfile.ZipInfo]] = [
        {"../out.txt": b"x"},
        {"/out.txt": b"x"},
        {"a\\..\\out.txt": b"x"},
        {"exercises/link": link},
        {f"f{n}": b"" for n in range(20_001)},
        {"exercises/big": bytes(257 << 20)},
    ]
    for number, files in enumerate(bad):
        with pytest.raises(UsageError):
            course_place(str(packed(tmp_path / f"bad{number}.zip", files)))
    assert not (tmp_path / "out.txt").exists()
    (tmp_path / "no.zip").write_bytes(b"no zip")
    with pytest.raises(UsageError, match="cannot be read"):
        course_place(str(tmp_path / "no.zip"))


def git(root: Path, *words: str) -> str:
    """Run git in a folder; return what it says."""
    who = ("-c", "user.email=a@example.org", "-c", "user.name=a")
    done = subprocess.run(["git", "-C", str(root), *who, *words], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture(name="repository")
def _repository(root: Path) -> Path:
    """Give a repository with a tag, a later main branch, and a branch with a slash in its name."""
    git(root, "init", "-q", "-b", "main")
    for title, mark in (("Small", ("tag", "v1")), ("Branched", ("branch", "feature/x")), ("Later", ("gc", "-q"))):
        (root / "exercises" / "course.yaml").write_text(SMALL.replace("Small", title))
        git(root, "add", "-A")
        git(root, "commit", "-qm", title)
        git(root, *mark)
    return root


def test_a_git_address(repository: Path) -> None:
    """At a tag, a branch, a commit, and without a revision; a revision that is not there is told."""
    address = f"file://{repository}"
    revisions = {"": "Later", "@v1": "Small", "@feature/x": "Branched", "@main": "Later"}
    revisions |= {
        f"@{git(repository, 'rev-parse', 'v1')}": "Small",
        f"@{git(repository, 'rev-parse', '--short', 'v1')}": "Small",
    }
    assert {revision: load_course(course_place(address + revision)).title for revision in revisions} == revisions
    assert load_course(course_place(f"git+{address}@v1")).title == "Small"
    assert not (course_place(f"{address}@v1") / ".git").exists()
    with pytest.raises(UsageError, match="has no tag, branch or commit 'v9'"):
        course_place(f"{address}@v9")
    with pytest.raises(UsageError, match="no address"):
        course_place(f"{address}@--upload-pack=x")
    with pytest.raises(UsageError, match="does not appear to be a git repository"):
        course_place(f"{address}-away")


@pytest.mark.parametrize(
    ("address", "parted"),
    [
        ("https://example.org/a.git", ("https://example.org/a.git", "")),
        ("https://me@example.org:8443/a/b.git@feature/x", ("https://me@example.org:8443/a/b.git", "feature/x")),
        ("ssh://git@example.org/a.git@v1", ("ssh://git@example.org/a.git", "v1")),
        ("git@example.org:a.git", ("git@example.org:a.git", "")),
        ("git@example.org:a.git@v1", ("git@example.org:a.git", "v1")),
        ("git@example.org:a/b.git@v1", ("git@example.org:a/b.git", "v1")),
    ],
)
def test_where_an_address_ends_and_its_revision_begins(address: str, parted: tuple[str, str]) -> None:
    """A user before the machine is no revision; a branch may have a slash in its name."""
    assert revision_of(address) == parted


def test_a_course_over_https(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is taken from a server whose certificate git trusts, and from no other; a password is not told."""
    git(repository, "update-server-info")
    certificate = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    serving = partial(SimpleHTTPRequestHandler, directory=str(repository))
    with ThreadingHTTPServer(("127.0.0.1", 0), serving) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"https://me:secret@127.0.0.1:{server.server_port}/.git"
        with pytest.raises(UsageError, match="certificate") as caught:
            course_place(f"{address}@v1")
        assert "secret" not in str(caught.value)
        monkeypatch.setenv("GIT_SSL_CAINFO", str(certificate))
        assert load_course(course_place(f"{address}@v1")).title == "Small"
        server.shutdown()


def self_signed(folder: Path) -> Path:
    """Write the key and the certificate of 127.0.0.1 into one file, and return it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = folder / "server.pem"
    pem = serialization.Encoding.PEM
    path.write_bytes(key.private_bytes(pem, *form) + certificate.public_bytes(pem))
    return path


def test_a_package(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its entry point names the module that holds the course, which is not imported."""
    package = tmp_path / "site" / "courses_small"
    root.rename(tmp_path / "inner")
    (package / "exercises").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('imported')")
    (package / "exercises" / "course.yaml").write_text(SMALL)
    info = tmp_path / "site" / "courses_small-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: courses-small\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[primer_grader.courses]\nsmall-course = courses_small\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *sys.path])
    assert load_course(course_place("small-course")).title == "Small"
    with pytest.raises(UsageError, match="installed packages offer small-course"):
        course_place("smal-course")
