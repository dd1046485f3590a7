"""The routes of the tool, and the hosted course that has them."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from grader.core.errors import UsageError
from grader.serve.hosted.app import build_hosted
from grader.serve.hosted.gate import Gate
from grader.serve.hosted.hosting import Hosting
from grader.serve.lti.deep_linking import answer_policy
from grader.serve.lti.launching import Launching
from grader.serve.lti.pages import LtiPages
from grader.serve.lti.registration import Registration
from grader.serve.lti.tool import LtiTool
from grader.serve.oidc.provider import OidcSettings
from grader.serve.oidc.routes import OidcRoutes

FOREIGN = ("/lti/",)
"""What other sites may post to; what is there checks its requests itself."""


def build_with_lti(hosting: Hosting, *, school: OidcSettings | None = None, quiet: bool = False) -> Gate:
    """Return a hosted course that platforms may launch, and that a school's accounts may enter.

    Args:
        hosting: the course.
        school: the school's sign-in, if there is one.
        quiet: whether to write no log.

    Raises:
        UsageError: the school's sign-in has no address.
    """
    tool = LtiTool(hosting)
    routes = lti_routes(hosting, tool)
    if school is not None:
        routes += OidcRoutes(hosting, school, tool.tickets, tool.client).routes
    return build_hosted(hosting, routes, foreign=FOREIGN, ancestors=lambda: tool.ancestors, quiet=quiet)


def lti_routes(hosting: Hosting, tool: LtiTool) -> list[BaseRoute]:
    """Return the routes of a tool."""
    pages = LtiPages(hosting.course)
    launching, registration = Launching(hosting, tool, pages), Registration(hosting, tool, pages)

    def key_set(_: Request) -> Response:
        return JSONResponse(tool.keys.published(), headers={"cache-control": "public, max-age=600"})

    def choose(request: Request) -> Response:
        fields = request.scope.get("fields", {})
        try:
            asked = tool.deep_linking.asked((fields.get("ticket") or [""])[0])
            one = tool.platforms.by_id(asked["platform"])
            chosen = [] if "cancel" in fields else fields.get("item", [])
            token = tool.deep_linking.answer(one, asked, chosen)
        except UsageError as error:
            raise HTTPException(400, str(error)) from None
        response = pages.page("chosen", back=asked["back"], token=token, data={"do": "submit"})
        response.headers["content-security-policy"] = answer_policy(asked["back"], one.origins)
        return response

    return [
        Route("/lti/login", launching.login, methods=["GET", "POST"]),
        Route("/lti/launch", launching.launch, methods=["POST"]),
        Route("/lti/keys", key_set, methods=["GET"]),
        Route("/lti/here", launching.here, methods=["GET"]),
        Route("/lti/register/{code}", registration.register, methods=["GET", "POST"]),
        # not under /lti/: only pages of ours post there
        Route("/enter/tab", launching.tab, methods=["POST"]),
        Route("/choose", choose, methods=["POST"]),
    ]
