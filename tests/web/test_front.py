"""The document that the browser opens first."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from summitmap.web import front


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=front.routes()))


def test_the_document_is_streamlits_with_our_style_at_its_end(client: TestClient) -> None:
    answer = client.get("/?lang=en")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.index('id="root"') < answer.text.index(".st-key-summitmap-map")
    assert answer.text.rstrip().endswith("</html>")


def test_only_an_embedded_document_has_the_style_of_one(client: TestClient) -> None:
    only_there = "The dashboard within another page"
    assert only_there in client.get("/?embed=true").text
    assert only_there not in client.get("/?embed=false").text


def test_the_document_is_asked_for_anew_each_time(client: TestClient) -> None:
    # Its scripts have other names in another version of Streamlit.
    assert client.get("/").headers["cache-control"] == "no-cache"
