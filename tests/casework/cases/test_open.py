"""x"""
from tests.cast import Cast
from casework.cases.actions import open_case
from casework.partners.models import Need
def test_x(cast: Cast) -> None:
    need = Need.objects.first()
    c = open_case(lead=cast.centre, pseudonym="a", summary="s", person_name="", contact_rules="", needs=[need], urgency="soon", phase="intervention", age=None, language="pl", accessibility=[], by=cast.consultant)
    assert c.number.startswith("IK.1.")
