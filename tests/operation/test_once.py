"""Many clicks in the same moment, on real processes and both databases: one thing, and every answer leads to it."""

from concurrent.futures import ThreadPoolExecutor

from tests.operation.machine import Portal, Visitor

CLICKS = 6
NEW = "/nanueng/2568/measures/new/"
COUNT = """
from measures.models import Measure
print(Measure.objects.filter(title="กดหลายครั้ง").count())
"""


def test_clicks_in_the_same_moment_give_one_thing(portal: Portal):
    with portal.served(workers=3) as server:
        coordinator = Visitor(server.port).sign_in()
        fields = coordinator.fields_of(NEW) | {"title": "กดหลายครั้ง"}
        browsers = [Visitor(server.port, coordinator.cookies) for _ in range(CLICKS)]
        with ThreadPoolExecutor(CLICKS) as clicks:
            answers = list(clicks.map(lambda browser: browser.post(NEW, fields), browsers))
    assert {answer.status for answer in answers} == {302}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert portal.python(COUNT).stdout.strip().splitlines()[-1] == "1"
