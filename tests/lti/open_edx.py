"""Open edX's own consumer, `lti-consumer-xblock`, in a small Django: run as a program with the tool's address.

It prints its own address and its client id. `/begin?user=1&role=student` begins a launch there, as a page of Open edX would;
`/begin?...&deep=1` begins deep linking. What Open edX's other programs would know is replaced: blocks and people.
"""

from __future__ import annotations

import socketserver
import sys
import types
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

PEOPLE = {
    number: {
        "id": number,
        "username": f"u{number}",
        "email": f"u{number}@example.org",
        "name": f"Name {number}",
        "roles": ["instructor"] if number == 9 else ["student"],
    }
    for number in range(1, 10)
}
TOOL = sys.argv[1] if len(sys.argv) > 1 else ""


class Server(socketserver.ThreadingMixIn, WSGIServer):
    """Answers in threads: the tool's key set is fetched while the tool waits for a token."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def configure(url: str) -> None:
    """Make a Django with the consumer and an empty database in memory."""
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="of a test",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "file:lti?mode=memory&cache=shared"}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "lti_consumer",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        MIDDLEWARE=[
            "edx_django_utils.cache.middleware.RequestCacheMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        PLATFORM_NAME="Open edX",
        LMS_ROOT_URL=url,
        LTI_API_BASE=url,
        LTI_BASE=url,
        LEARNING_MICROFRONTEND_URL=url,
        USAGE_ID_PATTERN=r"(?P<usage_id>[^/?]+)",
        USE_TZ=True,
    )
    django.setup()


def replace_open_edx() -> None:
    """Replace what is of other parts of Open edX: blocks, people, who may write."""
    from lti_consumer.plugin import compat, views

    block = types.SimpleNamespace(
        weight=15, display_name="Update", lti_1p3_passport_id=None, context_id="c", has_score=False
    )
    names = ["batch_get_or_create_externalids", "get_course_members", "load_enough_xblock", "load_block_as_user"]
    assert all(hasattr(compat, name) for name in names)
    compat.load_enough_xblock = lambda location: block
    compat.load_block_as_user = lambda location: block
    compat.get_course_members = lambda key: {number: dict(one) for number, one in PEOPLE.items()}
    compat.merge_course_forum_roles = lambda key, members: members
    compat.user_has_studio_write_access = lambda user, key: True
    compat.batch_get_or_create_externalids = lambda users: {
        number: types.SimpleNamespace(external_user_id=f"external-{number}") for number in PEOPLE
    }
    views.get_lti_pii_sharing_state_for_course = lambda key: True


def configured() -> Any:
    """Return the configuration of the tool, made again."""
    from django.core.management import call_command
    from lti_consumer.models import Lti1p3Passport, LtiConfiguration
    from opaque_keys.edx.keys import UsageKey

    call_command("migrate", verbosity=0)
    passport = Lti1p3Passport.objects.create(name="tool", lti_1p3_tool_keyset_url=f"{TOOL}/lti/keys")
    return LtiConfiguration.objects.create(
        version=LtiConfiguration.LTI_1P3,
        config_store=LtiConfiguration.CONFIG_ON_DB,
        location=UsageKey.from_string("block-v1:edX+T+1+type@lti_consumer+block@one"),
        lti_1p3_passport=passport,
        lti_1p3_oidc_url=f"{TOOL}/lti/login",
        lti_1p3_launch_url=f"{TOOL}/lti/launch",
        lti_advantage_enable_nrps=True,
        lti_advantage_deep_linking_enabled=True,
        lti_advantage_deep_linking_launch_url=f"{TOOL}/lti/launch",
        lti_advantage_ags_mode=LtiConfiguration.LTI_ADVANTAGE_AGS_DECLARATIVE,
    )


def begin(request: Any) -> Any:
    """Begin a launch, as a page of Open edX does."""
    from django.http import HttpResponseRedirect
    from lti_consumer.data import Lti1p3LaunchData
    from lti_consumer.models import LtiConfiguration

    user, role = int(request.GET["user"]), request.GET["role"]
    data = Lti1p3LaunchData(
        user_id=user,
        user_role=role,
        config_id=LtiConfiguration.objects.get().config_id,
        resource_link_id="block-v1:edX+T+1+type@lti_consumer+block@one",
        external_user_id=f"external-{user}",
        name=request.GET.get("name"),
        context_id="course-v1:edX+T+1",
        context_type=["course_offering"],
        context_title="Open course",
        message_type="LtiDeepLinkingRequest" if "deep" in request.GET else "LtiResourceLinkRequest",
        custom_parameters={"exercise": "update"},
    )
    return HttpResponseRedirect(LtiConfiguration.objects.get().get_lti_consumer().prepare_preflight_url(data))


def known(request: Any) -> Any:
    """Tell the scores and the links that have come."""
    from django.http import JsonResponse
    from lti_consumer.models import LtiAgsScore, LtiDlContentItem

    scores = [
        [one.user_id, one.score_given, one.score_maximum, one.grading_progress] for one in LtiAgsScore.objects.all()
    ]
    return JsonResponse({"scores": scores, "links": [one.attributes for one in LtiDlContentItem.objects.all()]})


def __getattr__(name: str) -> Any:
    """Return the routes, which Django asks for once it is configured."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.urls import include, path

    return [path("begin", begin), path("known", known), path("api/", include("lti_consumer.plugin.urls"))]


def main() -> None:
    """Serve until killed."""
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, lambda *_: [], Server, Quiet)
    url = f"http://127.0.0.1:{server.server_port}"
    configure(url)
    replace_open_edx()
    one = configured()
    server.set_app(get_wsgi_application())
    print(url, one.lti_1p3_passport.lti_1p3_client_id, one.passport_id, flush=True)  # noqa: T201
    server.serve_forever()


if __name__ == "__main__":
    main()
