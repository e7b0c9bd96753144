"""After a test with real transactions every row is as the run began with it."""

import pytest
from django.contrib.contenttypes.models import ContentType

from agencies.models import Agency, Change, User
from assessments.models import Level

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("time", [1, 2])
def test_a_test_finds_nothing_of_the_one_before(nanueng, time):
    assert not User.objects.exists()
    assert not Change.objects.filter(subject="left").exists()
    assert not Level.objects.filter(total_from=1).exists()
    assert Level.objects.exists()
    assert ContentType.objects.exists()
    assert list(Agency.objects.all()) == [nanueng]
    User.objects.create_user("left-behind")
    Change.objects.create(agency=nanueng, fiscal_year=2568, subject="left")
    Level.objects.update(total_from=1)
