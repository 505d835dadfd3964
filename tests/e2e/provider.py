"""An OpenID Connect provider on loopback: whoever comes is signed in as the address that it is told.

`python -m tests.e2e.provider PORT FILE`: FILE holds the e-mail address of the next visitor, and after a space
the seconds since they signed in there.
"""

import secrets
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
codes: dict[str, tuple[str, str]] = {}


def app(port: int, visitor: Path) -> Starlette:
    """The four addresses that a sign-in needs."""
    issuer = f"http://127.0.0.1:{port}"

    async def metadata(_request: Request) -> JSONResponse:
        return JSONResponse(
            {
                "issuer": issuer,
                "authorization_endpoint": f"{issuer}/authorize",
                "token_endpoint": f"{issuer}/token",
                "jwks_uri": f"{issuer}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def authorize(request: Request) -> RedirectResponse:
        asked = request.query_params
        code = secrets.token_urlsafe(16)
        codes[code] = (visitor.read_text().strip(), asked.get("nonce", ""))
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}")

    async def token(request: Request) -> JSONResponse:
        told, nonce = codes.pop(str((await request.form())["code"]))
        email, _space, seconds = told.partition(" ")
        now = int(time.time())
        claims = {
            "iss": issuer,
            "sub": email,
            "aud": "touchpoints",
            "iat": now - int(seconds or 0),
            "exp": now + 600,
            "nonce": nonce,
            "email": email,
            "email_verified": True,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, KEY)
        return JSONResponse(
            {"access_token": "none", "token_type": "Bearer", "expires_in": 600, "id_token": signed}
        )

    async def keys(_request: Request) -> JSONResponse:
        return JSONResponse(KeySet([KEY]).as_dict(private=False))

    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", metadata),
            Route("/authorize", authorize),
            Route("/token", token, methods=["POST"]),
            Route("/keys", keys),
        ]
    )


if __name__ == "__main__":
    uvicorn.run(
        app(int(sys.argv[1]), Path(sys.argv[2])), port=int(sys.argv[1]), log_level="warning"
    )
