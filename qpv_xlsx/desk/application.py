"""The desk as a Flask application: its rooms, and the guard before and after each request."""

import logging
from typing import Any

from flask import Flask, Response, g, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from qpv_xlsx.desk.gate import COOKIE, POLICY
from qpv_xlsx.desk.state import SLOT, Desk
from qpv_xlsx.desk.troubles import as_notice
from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.register.connecting import is_register_trouble
from qpv_xlsx.version import __version__

_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())

DROPPED_AT_ONCE = 512 * 1024 * 1024  # bytes; each file has the campaign's own limits besides


def create_application(desk: Desk) -> Flask:
    """The desk's pages, guarded."""
    from qpv_xlsx.desk.pages import ROOMS

    application = Flask("qpv_xlsx.desk", static_url_path="/fixe")
    application.config["MAX_CONTENT_LENGTH"] = DROPPED_AT_ONCE
    application.extensions[SLOT] = desk
    application.jinja_env.trim_blocks = True
    application.jinja_env.lstrip_blocks = True
    application.jinja_env.globals.update(speech=desk.speech, t=desk.speech.t, html=desk.speech.html)
    application.before_request(lambda: _guard(desk))
    application.after_request(_dress)
    application.register_error_handler(HTTPException, _refuse)
    for trouble in (CampaignError, StorageError, OSError):
        application.register_error_handler(trouble, _tell)
    application.register_error_handler(Exception, _confess)
    application.context_processor(lambda: _common(desk))
    for room in ROOMS:
        application.register_blueprint(room)
    return application


def _guard(desk: Desk) -> AnyResponse | tuple[str, int] | None:
    """Nothing is answered before host, origin, session and form are those of this desk."""
    writes = request.method not in {"GET", "HEAD"}
    if not desk.gate.is_ours(request.headers.get("Host"), request.headers.get("Origin"), writes=writes):
        return _forbidden(desk)
    if request.endpoint == "entrance.another_address":
        return None  # has its own key
    session = request.cookies.get(COOKIE, "")
    if not desk.gate.knows(session):
        token = request.args.get("jeton", "")
        opened = desk.gate.enter(token) if token and request.path == "/" and not writes else None
        return _welcome(opened) if opened else _forbidden(desk)
    if "jeton" in request.args:
        return redirect("/", 303)
    g.session, g.form_token = session, desk.gate.form_token(session)
    if writes and not desk.gate.accepts_form(session, _form_token_given()):
        return _forbidden(desk)
    desk.be_seen()
    return None


def _form_token_given() -> str:
    return request.headers.get("X-Form-Token") or request.form.get("formulaire", "")


def _welcome(session: str) -> AnyResponse:
    """The address has served: a cookie that scripts cannot read speaks from now on."""
    answer = redirect("/", 303)
    answer.set_cookie(COOKIE, session, httponly=True, samesite="Strict", path="/")
    return answer


def _forbidden(desk: Desk) -> tuple[str, int]:
    return desk.speech.t("gate.forbidden"), 403


def _dress(answer: Response) -> Response:
    for name, value in POLICY.items():
        answer.headers[name] = value
    if request.path.startswith("/fixe/"):
        answer.headers["Cache-Control"] = "private, max-age=3600"
    if answer.status_code == 403:  # noqa: PLR2004  (forbidden)
        answer.content_type = "text/plain; charset=utf-8"
    return answer


def _common(desk: Desk) -> dict[str, Any]:
    return {
        "language": desk.speech.language,
        "form_token": g.get("form_token", ""),
        "version": __version__,
        "home": url_for("entrance.choose"),
        "hidden": lambda: Markup('<input type="hidden" name="formulaire" value="{}">').format(g.get("form_token", "")),
        "act_word": lambda act: _act_word(desk, act),
        "trouble_words": lambda trouble: as_notice(trouble, desk.speech.language).sentence,
    }


def _act_word(desk: Desk, act: str) -> str:
    """The journal's word for an act; an act that this version does not know is shown as it was written."""
    try:
        return desk.speech.t(f"journal.act_{act}")
    except KeyError:
        return act


def _refuse(wrong: HTTPException) -> AnyResponse | tuple[str, int]:
    if wrong.code == 403:  # noqa: PLR2004  (forbidden)
        return str(wrong.description), 403
    key = "too_large" if isinstance(wrong, RequestEntityTooLarge) else "absent" if wrong.code == 404 else "wrong"  # noqa: PLR2004
    return render_template("trouble.html", notice=None, key=key), wrong.code or 500


def _confess(bug: Exception) -> tuple[str, int]:
    """What nobody foresaw: the page says so, the log says where."""
    _LOG.error("bug", exc_info=bug)
    return _tell(bug)[0], 500


def _tell(trouble: Exception) -> tuple[str, int]:
    """A campaign that is wrong, a disk that refuses: a page that says so and what to do."""
    from flask import current_app

    desk: Desk = current_app.extensions[SLOT]
    lost = (request.view_args or {}).get("key") if is_register_trouble(trouble) else None
    notice = as_notice(trouble, desk.speech.language)
    return render_template("trouble.html", notice=notice, key="", lost=lost), 200
