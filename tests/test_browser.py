"""The browser fixtures themselves: Chromium starts, breaches fail, and axe sees what is wrong."""

import pytest


def test_chromium_opens_a_page_without_violations(page, axe) -> None:
    page.set_content('<!doctype html><html lang="en"><title>Hello</title><main><h1>Hello</h1></main></html>')
    assert page.inner_text("h1") == "Hello"
    assert axe(page) == []


def test_axe_sees_a_picture_without_words(page, axe) -> None:
    page.set_content('<!doctype html><html lang="en"><title>A</title><main><h1>A</h1><img src="data:,"></main></html>')
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
