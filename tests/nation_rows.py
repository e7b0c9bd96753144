"""Rows of a nation: agencies with eight years each, made by PostgreSQL itself from those of the first agency."""

from datetime import date

CHANGES_EACH = 128
MEASURES_EACH = 10
HOME = "nanueng"
CODE = "0a" * 32  # at the foot of the document that the first agency has issued


def issue_of(home):
    """Issue the announcement of the first agency, as far as its verification tells of it."""
    from django.utils import timezone

    from reports.models import IssuedDocument

    named = {"title": "ประกาศมาตรการ", "date": date(2025, 1, 31), "issued_by_name": "ระบบ"}
    IssuedDocument.objects.create(
        agency=home,
        kind="measures",
        fiscal_year=2568,
        version=1,
        content={},
        content_sha256="0" * 64,
        sha256=CODE,
        published_at=timezone.now(),
        **named,
    )


def grow_to(size: int) -> None:
    """Let the database make agencies until there are so many, each with eight years."""
    from django.db import connection

    from agencies.models import Agency, Change
    from agencies.rules.places import PROVINCES
    from assessments.models import Assessment
    from measures.models import Measure, MeasurePlan, Progress, Step
    from public.models import PublicPage
    from reports.models import IssuedDocument

    there = Agency.objects.count()
    if there >= size:
        return
    home = Agency.objects.get(slug=HOME)
    result = Assessment.objects.get(agency=home, framework__fiscal_year=2568)
    plan = MeasurePlan.objects.filter(agency=home, measures__isnull=False).first()
    measure = plan.measures.first()
    step = measure.steps.first()
    progress = Progress.objects.create(
        measure=measure,
        status="in_progress",
        percent=40,
        reported_on=date(2025, 3, 31),
        actor_name="ระบบ",
        work="ก" * 300,
    )
    change = Change.objects.first() or _a_change(home)
    place = "'{" + ",".join(PROVINCES) + "}'"
    province = f"CASE WHEN g <= 150 THEN 'หนองคาย' ELSE ({place}::text[])[g % 77 + 1] END"
    new = f"CROSS JOIN generate_series({there + 1}, {size}) g"
    with connection.cursor() as cursor:
        cursor.execute("ALTER SYSTEM SET autovacuum = off")
        cursor.execute("SELECT pg_reload_conf()")
        for table in ("assessments_figure", "measures_step"):
            cursor.execute(f"ALTER TABLE {table} SET UNLOGGED")  # what is lost with the server is made again
        cursor.execute("SET session_replication_role = replica")  # as a restore does: nothing is checked row by row
        named = {"slug": "'n-' || g", "name": "'ที่ ' || g", "province": province, "district": "'อำเภอที่ ' || (g % 10)"}
        cursor.execute(_copies(Agency, home, named, new))
        at = {"agency_id": "a.id"}
        made = f"SELECT 'n-' || g FROM generate_series({there + 1}, {size}) g"  # noqa: S608  numbers of our own
        since = f"JOIN agencies_agency a ON a.slug IN ({made})"
        cursor.execute(_copies(PublicPage, PublicPage.objects.get(agency=home), at, since))
        years = f"{since} JOIN assessments_framework f ON true"
        cursor.execute(_copies(Assessment, result, at | {"framework_id": "f.id"}, years))
        own = since.replace("JOIN agencies_agency a ON", "JOIN agencies_agency a ON a.id = r.agency_id AND", 1)
        results = f"JOIN assessments_assessment r ON true {own} JOIN assessments_framework f ON f.id = r.framework_id"
        cursor.execute(_figures(own))
        planned = at | {"assessment_id": "r.id", "fiscal_year": "f.fiscal_year + 1"}
        cursor.execute(_copies(MeasurePlan, plan, planned, results))
        plans = results.replace("assessments_assessment r", "measures_measureplan r").rpartition(" JOIN")[0]
        numbered = {"plan_id": "r.id", "position": "m", "title": "'มาตรการ ' || m || ' ของ ' || a.name"}
        cursor.execute(_copies(Measure, measure, numbered, f"{plans} CROSS JOIN generate_series(1, {MEASURES_EACH}) m"))
        measures = f"JOIN measures_measure q ON true JOIN measures_measureplan r ON r.id = q.plan_id {own}"
        cursor.execute(_copies(Step, step, {"measure_id": "q.id"}, measures))
        cursor.execute(_copies(Progress, progress, {"measure_id": "q.id"}, measures))
        told = at | {"fiscal_year": "2563 + c % 8", "subject": "'figure:i' || c", "at": "now() - c * interval '1 hour'"}
        cursor.execute(_copies(Change, change, told, f"{since} CROSS JOIN generate_series(1, {CHANGES_EACH}) c"))
        code = "md5(a.slug || f.fiscal_year) || md5(f.fiscal_year || a.slug)"
        issued = at | {"fiscal_year": "f.fiscal_year", "sha256": code}
        cursor.execute(_copies(IssuedDocument, IssuedDocument.objects.get(agency=home), issued, years))
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")


def _a_change(home):
    from agencies.changes import ChangeSubject, change_record

    about = ChangeSubject(home, 2568, "figure:i1", "แก้คะแนนข้อ i1")
    return change_record(about, None, old="80.00", new="90.00")


def _copies(model, template, changed: dict[str, str], joined: str) -> str:
    """Return the statement that makes rows like a template's, for each row of what is joined."""
    from django.db.models import AutoField, BigAutoField, UUIDField

    columns = [each for each in model._meta.concrete_fields if not isinstance(each, AutoField | BigAutoField)]
    values = [
        changed.get(each.column)
        or ("gen_random_uuid()" if isinstance(each, UUIDField) and each.unique else f't."{each.column}"')
        for each in columns
    ]
    table = model._meta.db_table
    names = ", ".join(f'"{each.column}"' for each in columns)
    chosen = f"SELECT {', '.join(values)} FROM {table} t {joined} WHERE t.id = {template.pk}"  # noqa: S608  our own
    return f"INSERT INTO {table} ({names}) {chosen}"


def _figures(own: str) -> str:
    """Return the statement that gives every question, indicator and instrument of each result a figure."""
    return f"""
        INSERT INTO assessments_figure (assessment_id, code, value, changed_at)
        SELECT r.id, c.code, 60 + (r.id * 7 + length(c.code) * 13 + ascii(right(c.code, 1)) * 31) % 4000 / 100.0, now()
        FROM assessments_assessment r {own}
        JOIN (SELECT framework_id, code FROM assessments_question
              UNION SELECT f.id, x FROM assessments_framework f,
              unnest('{{1,2,3,4,5,6,7,8,9,10,IIT,EIT,OIT,total}}'::text[]) x) c ON c.framework_id = r.framework_id"""  # noqa: S608  names of our own
