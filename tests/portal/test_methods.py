"""What a person sees who asks a page in a way that it does not take."""

import pytest


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_no_page_takes_a_method_that_the_portal_does_not_use(client, method):
    response = getattr(client, method)("/login/")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST")


def test_an_address_of_forms_that_is_opened_says_what_to_do(nanueng, coordinator, as_user):
    response = as_user(coordinator).get("/nanueng/2568/scores/lock/")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "รายการนั้นอาจยังไม่ได้บันทึก" in response.content.decode()
