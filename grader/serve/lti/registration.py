"""Dynamic registration: a platform that the operator has invited tells its addresses, and is told ours."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from grader.core.errors import UsageError
from grader.core.text import safe_name
from grader.serve.hosted.audit import record
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.limits import RateLimit
from grader.serve.lti.addresses import LONGEST_ADDRESS, origin_of
from grader.serve.lti.contexts import ITEM
from grader.serve.lti.deep_linking import answer_policy
from grader.serve.lti.memberships import SCOPE
from grader.serve.lti.messages import DEEP_LINKING, RESOURCE
from grader.serve.lti.pages import LtiPages
from grader.serve.lti.platforms import Platform
from grader.serve.lti.requests import fields_of
from grader.serve.lti.scores import COLUMN_SCOPE, SCORE_SCOPE
from grader.serve.lti.service_client import PlatformTrouble
from grader.serve.lti.tool import LtiTool

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
MAX_CONFIGURATION = 256 << 10
_LONGEST_TOKEN = 16 << 10


class Registration:
    """The route that a platform's administrator opens with a one-use address."""

    def __init__(self, hosting: Hosting, tool: LtiTool, pages: LtiPages) -> None:
        self._hosting, self._tool, self._pages = hosting, tool, pages
        self._rate = RateLimit(per_second=0.2, burst=20)

    async def register(self, request: Request) -> Response:
        """Show what will be registered; register it when the button is pressed."""
        if not self._rate.allows((request.scope.get("client") or ("",))[0]):
            raise HTTPException(429, "Too many tries. Wait a minute, then try again.")
        fields = await fields_of(request)
        if request.method == "POST" and request.headers.get("origin") != origin_of(self._hosting.url):
            raise HTTPException(403, "This request came from another page.")
        try:
            return await run_in_threadpool(self._register, request, fields)
        except (UsageError, PlatformTrouble) as error:
            raise HTTPException(400, str(error)) from None

    def _register(self, request: Request, fields: dict[str, str]) -> Response:
        code = request.path_params["code"]
        name, origins = self._tool.platforms.invited(code, use=False)
        url, token = fields.get("openid_configuration", ""), fields.get("registration_token", "")
        if len(token) > _LONGEST_TOKEN or not token.isascii() or not (token.isprintable() or not token):
            raise UsageError("The platform's registration token cannot be used.")
        # what is fetched, and sent to, is at the address that the operator has named
        if origin_of(url) != origins[0]:
            raise UsageError(f"This registration address is for {origins[0]}. Make another one for {safe_name(url)}.")
        if request.method == "GET":
            page = self._pages.page("register", platform=name, site=origins[0], url=url, token=token, code=code)
        else:
            self._tool.platforms.invited(code, use=True)
            made = self._made(name, origins, url, token)
            self._tool.look_for_platforms()
            data = {"do": "close", "origin": origins[0]}
            page = self._pages.page("registered", platform=made.name, missing=not made.any_deployment, data=data)
        page.headers["content-security-policy"] = answer_policy(self._hosting.url, origins)
        return page

    def _made(self, name: str, origins: tuple[str, ...], url: str, token: str) -> Platform:
        """Ask for a platform's addresses, register there, and keep the platform."""
        told = _configuration(self._tool.client.send("GET", url, most=MAX_CONFIGURATION).json(), origins)
        bearer = {"authorization": f"Bearer {token}"} if token else {}
        answer = self._tool.client.send(
            "POST",
            told["registration_endpoint"],
            headers={"content-type": "application/json", "accept": "application/json", **bearer},
            content=json.dumps(self._ours()).encode(),
            most=MAX_CONFIGURATION,
        ).json()
        client_id = answer.get("client_id") if isinstance(answer, dict) else None
        if not isinstance(client_id, str):
            raise PlatformTrouble("The platform's answer does not name a client.")
        placed = answer.get(TOOL)
        deployment = placed.get("deployment_id") if isinstance(placed, dict) else None
        made = self._tool.platforms.add(
            Platform(
                0,
                name,
                told["issuer"],
                client_id,
                told["authorization_endpoint"],
                told["token_endpoint"],
                told.get("authorization_server", ""),
                told["jwks_uri"],
                origins,
                any_deployment=deployment is None,
            ),
            [] if deployment is None else [str(deployment)],
        )
        record(self._hosting.database, "", "register platform", made.name, told["issuer"])
        return made

    def _ours(self) -> dict[str, Any]:
        """Return this tool as a platform is told of it."""
        url, title = self._hosting.url, self._hosting.course.title
        launch = f"{url}/lti/launch"
        messages = [{"type": DEEP_LINKING, "target_link_uri": launch, "label": title}]
        messages += [{"type": RESOURCE, "target_link_uri": launch, "label": title}]
        return {
            "application_type": "web",
            "response_types": ["id_token"],
            "grant_types": ["implicit", "client_credentials"],
            "initiate_login_uri": f"{url}/lti/login",
            "redirect_uris": [launch],
            "client_name": title,
            "jwks_uri": f"{url}/lti/keys",
            "token_endpoint_auth_method": "private_key_jwt",
            "scope": " ".join([SCORE_SCOPE, COLUMN_SCOPE, SCOPE]),
            TOOL: {
                "domain": urlsplit(url).netloc,
                "target_link_uri": launch,
                "description": title,
                "custom_parameters": {ITEM: "course"},
                "claims": ["iss", "sub", "name", "given_name", "family_name", "email"],
                "messages": messages,
            },
        }


def _configuration(given: object, origins: tuple[str, ...]) -> dict[str, str]:
    """Return a platform's addresses: all of them at the origins that the operator has named."""
    wanted = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint")
    if not isinstance(given, dict):
        raise PlatformTrouble("The platform's configuration cannot be read.")
    found = {}
    for name in (*wanted, "authorization_server"):
        text = given.get(name)
        if text is None and name not in wanted:
            continue
        if not isinstance(text, str) or not 0 < len(text) <= LONGEST_ADDRESS or not text.isprintable():
            raise PlatformTrouble(f"The platform's configuration has no {name}.")
        if name != "authorization_server" and origin_of(text) not in origins:
            raise UsageError(
                f"The platform's {name} is at {origin_of(text)}. If it should be: invite it with --origin {origin_of(text)}"
            )
        found[name] = text
    return found
