"""Elements of pages that allauth makes: real tags, whatever formats the templates."""

from __future__ import annotations

import html5lib
import pytest
from django.template import Context, Origin, Template


@pytest.mark.parametrize(
    ("attributes", "tag", "expected"),
    [
        ('type="submit" name="action" value="go"', "button", {"type": "submit", "name": "action", "value": "go"}),
        ('href="/account/"', "a", {"href": "/account/"}),
    ],
)
def test_a_button_is_a_button_and_with_an_address_a_link(attributes: str, tag: str, expected: dict[str, str]) -> None:
    source = f"{{% load allauth %}}{{% element button {attributes} %}}Continue{{% endelement %}}"
    html = Template(source, origin=Origin("a test", "test.html")).render(Context())
    (element,) = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    assert (element.tag, (element.text or "").strip()) == (tag, "Continue")
    assert element.attrib == expected | {"class": "button"}
