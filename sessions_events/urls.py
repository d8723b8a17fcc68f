"""Addresses of sessions_events."""

from django.urls import path, register_converter

import cet_portal.scheme.converters  # noqa: F401  registers the numbers
from cet_portal.core.converters import shape
from sessions_events.views import (
    calendars,
    checking,
    directory,
    holder,
    keys,
    marking,
    moderating,
    overseeing,
    public,
    registrant,
    settling,
)
from sessions_events.views.asked import afterwards, own, staff
from sessions_events.views.cases import acting as case_acting
from sessions_events.views.cases import listing as case_listing
from sessions_events.views.cases import opening as case_opening
from sessions_events.views.cases import thread as case_thread
from sessions_events.views.provider import (
    amending,
    appearing,
    batches,
    calling_off,
    certificates,
    changing,
    correcting,
    delivering,
    designing,
    events,
    improving,
    mending,
    months,
    plan_lists,
    planning,
    ratings,
    record,
    removing,
    repeating,
    reporting,
    uploading,
)

register_converter(shape("[a-z]{1,12}(?:-[a-z]{1,12})?"), "case_step")
register_converter(shape("[0-9A-Z]{1,16}"), "certificate_code")
# As somebody may type it: small letters, hyphens, spaces.
register_converter(shape("[0-9A-Za-z _-]{1,40}"), "typed_code")
register_converter(shape("[12][0-9]{3}-(?:0[1-9]|1[0-2])|last"), "month")
# What rows of an upload ask alike: a reason, of damaged numbers with the damage.
register_converter(shape("[A-Z_]{1,20}(?:-[A-Z]{1,20})?"), "question")

app_name = "sessions_events"

_case = "cases/<int:case_id>/"

urlpatterns = [
    path("cases/", case_listing.cases, name="cases"),
    path("cases/new/", case_opening.find, name="case_find"),
    path("cases/new/not-in-the-list/", case_opening.open_unlisted, name="case_unlisted"),
    path("cases/new/points/<int:entry_id>/", case_opening.open_accepted, name="case_accepted"),
    path("cases/new/<ev_number:ev_number>/", case_opening.open_case, name="case_open"),
    path(_case, case_thread.case, name="case"),
    path(f"{_case}files/<int:case_file_id>/", case_thread.case_file, name="case_file"),
    path(f"{_case}<case_step:step>/", case_acting.act, name="case_act"),
    path("directory/", directory.directory, name="directory"),
    path("directory/feed.ics", calendars.feed, name="feed"),
    path("directory/cet/", directory.cet_list, name="cet_list"),
    path("directory/events/<ev_number:ev_number>/", directory.public_event, name="public_event"),
    path("directory/events/<ev_number:ev_number>/mark/", marking.mark, name="mark"),
    path("my-events/", marking.my_events, name="my_events"),
    path(
        "directory/events/<ev_number:ev_number>.ics",
        calendars.event_calendar,
        name="event_calendar",
    ),
    path("directory/<c_number:c_number>/", public.cet, name="cet"),
    path("sessions/", planning.session_list, name="session_list"),
    path("sessions/new/", planning.session_new, name="session_new"),
    path("sessions/repeat/", repeating.repeat, name="plan_repeat"),
    path("sessions/from-a-file/", plan_lists.plan_file, name="plan_file"),
    path("sessions/from-a-file/template.csv", plan_lists.plan_template, name="plan_template"),
    path("sessions/from-a-file/<int:list_id>/", plan_lists.plan_list, name="plan_list"),
    path(
        "sessions/from-a-file/<int:list_id>/plan/",
        plan_lists.plan_list_take,
        name="plan_list_take",
    ),
    path(
        "sessions/from-a-file/<int:list_id>/rest.csv",
        plan_lists.plan_list_rest,
        name="plan_list_rest",
    ),
    path("sessions/<s_number:s_number>/", planning.session, name="session"),
    path("sessions/<s_number:s_number>/change/", changing.session_change, name="session_change"),
    path("sessions/<s_number:s_number>/remove/", removing.session_remove, name="session_remove"),
    path("sessions/<s_number:s_number>/add/", planning.event_new, name="event_new"),
    path("events/", events.event_list, name="event_list"),
    path("events/how-you-appear/", appearing.how_you_appear, name="how_you_appear"),
    path("events/<ev_number:ev_number>/", events.event, name="event"),
    path("events/<ev_number:ev_number>/cancel/", calling_off.cancel, name="cancel"),
    path("events/<ev_number:ev_number>/not-held/", calling_off.not_held, name="not_held"),
    path("events/<ev_number:ev_number>/change/", changing.event_change, name="event_change"),
    path("events/<ev_number:ev_number>/declare/", delivering.declare, name="declare"),
    path("events/<ev_number:ev_number>/declaration/", amending.declaration, name="declaration"),
    path("events/<ev_number:ev_number>/declaration/correct/", amending.correct, name="correct"),
    path(
        "events/<ev_number:ev_number>/declaration/files/<int:evidence_id>/",
        amending.evidence_file,
        name="evidence_file",
    ),
    path("events/<ev_number:ev_number>/nil/<month:month>/", months.nil_return, name="nil_return"),
    path("events/<ev_number:ev_number>/upload/", uploading.upload, name="upload"),
    path(
        "events/<ev_number:ev_number>/upload/paste/",
        uploading.upload_pasted,
        name="upload_pasted",
    ),
    path("events/<ev_number:ev_number>/upload/type/", uploading.upload_typed, name="upload_typed"),
    path("events/<ev_number:ev_number>/waiting/", mending.waiting, name="waiting"),
    path("events/<ev_number:ev_number>/people/", correcting.people, name="people"),
    path("events/<ev_number:ev_number>/people/withdraw/", correcting.withdraw, name="withdraw"),
    path(
        "events/<ev_number:ev_number>/people/<int:row_id>/replace/",
        correcting.replace,
        name="replace",
    ),
    path(
        "events/<ev_number:ev_number>/uploads/<int:upload_id>/",
        reporting.upload_report,
        name="upload_report",
    ),
    path(
        "events/<ev_number:ev_number>/uploads/<int:upload_id>/columns/",
        uploading.upload_columns,
        name="upload_columns",
    ),
    path(
        "events/<ev_number:ev_number>/uploads/<int:upload_id>/take/",
        reporting.upload_take,
        name="upload_take",
    ),
    path(
        "events/<ev_number:ev_number>/uploads/<int:upload_id>/drop/",
        reporting.upload_drop,
        name="upload_drop",
    ),
    path(
        "events/<ev_number:ev_number>/uploads/<int:upload_id>/mend/",
        mending.upload_mend,
        name="upload_mend",
    ),
    path(
        "events/<ev_number:ev_number>/uploads/<int:upload_id>/decide/",
        mending.upload_decide,
        name="upload_decide",
    ),
    path(
        "events/<ev_number:ev_number>/uploads/<int:upload_id>/decide/<question:question>/",
        mending.upload_decide_all,
        name="upload_decide_all",
    ),
    path(
        "events/<ev_number:ev_number>/uploads/<int:upload_id>/rest.csv",
        reporting.upload_rest,
        name="upload_rest",
    ),
    path("api-keys/", keys.api_keys, name="api_keys"),
    path("api-keys/<int:key_id>/revoke/", keys.revoke_key, name="revoke_key"),
    path(
        "events/<ev_number:ev_number>/certificates/", certificates.certificates, name="certificates"
    ),
    path(
        "events/<ev_number:ev_number>/certificates/<certificate_code:code>.pdf",
        certificates.certificate,
        name="certificate",
    ),
    path(
        "events/<ev_number:ev_number>/certificates/<certificate_code:code>/withdraw/",
        certificates.certificate_withdraw,
        name="certificate_withdraw",
    ),
    path(
        "events/<ev_number:ev_number>/certificates/zip/",
        batches.certificates_zip,
        name="certificates_zip",
    ),
    path(
        "events/<ev_number:ev_number>/certificates/mail/",
        batches.certificates_mail,
        name="certificates_mail",
    ),
    path(
        "events/<ev_number:ev_number>/certificates/made/<int:batch_id>/",
        batches.certificate_batch,
        name="certificate_batch",
    ),
    path(
        "events/<ev_number:ev_number>/certificates/made/<int:batch_id>/<int:place>.zip",
        batches.certificate_file,
        name="certificate_file",
    ),
    path("certificates/design/", designing.certificate_design, name="certificate_design"),
    path(
        "certificates/design/preview.pdf",
        designing.certificate_preview,
        name="certificate_preview",
    ),
    path("certificates/design/logo/", designing.certificate_logo, name="certificate_logo"),
    path("events/<ev_number:ev_number>/record/", record.record, name="record"),
    path("events/<ev_number:ev_number>/record/hold/", record.record_hold, name="record_hold"),
    path(
        "events/<ev_number:ev_number>/record/<int:record_id>/",
        record.record_file,
        name="record_file",
    ),
    path(
        "events/<ev_number:ev_number>/record/<int:record_id>/strike/",
        record.record_strike,
        name="record_strike",
    ),
    path("check/", checking.check, name="check"),
    path("check/<typed_code:code>/", checking.check_code, name="check_code"),
    path("certificates/", holder.own_certificates, name="own_certificates"),
    path(
        "certificates/<certificate_code:code>/",
        holder.own_certificate,
        name="own_certificate",
    ),
    path(
        "certificates/<certificate_code:code>.pdf",
        holder.own_certificate_pdf,
        name="own_certificate_pdf",
    ),
    path("ratings/", ratings.ratings, name="ratings"),
    path("ratings/<c_number:c_number>/", ratings.ratings_of_cet, name="ratings_of_cet"),
    path(
        "ratings/<c_number:c_number>/what-changed/new/",
        improving.improvement_new,
        name="improvement_new",
    ),
    path(
        "ratings/<c_number:c_number>/what-changed/<int:improvement_id>/take-back/",
        improving.improvement_take_back,
        name="improvement_take_back",
    ),
    path("ratings/<ev_number:ev_number>/", ratings.ratings_of_event, name="ratings_of_event"),
    path("statement/rate/<int:entry_id>/", registrant.rate, name="rate"),
    path("overview/overdue/", overseeing.overdue, name="overdue"),
    path("overview/overdue/<int:provider_id>/", overseeing.overdue_of, name="overdue_of"),
    path("overview/comments/", moderating.comments, name="comments"),
    path("overview/comments/<int:rating_id>/", moderating.comment, name="comment"),
    path("peer-review/", own.asked_list, name="asked_list"),
    path("peer-review/new/", own.review_new, name="review_new"),
    path("peer-review/<pr_number:pr_number>/", own.peer_review, name="peer_review"),
    path("peer-review/<pr_number:pr_number>/again/", own.review_again, name="review_again"),
    path(
        "peer-review/<pr_number:pr_number>/withdraw/", own.review_withdraw, name="review_withdraw"
    ),
    path(
        "peer-review/<pr_number:pr_number>/confirm/",
        afterwards.review_confirm,
        name="review_confirm",
    ),
    path(
        "peer-review/<pr_number:pr_number>/call-off/",
        afterwards.review_call_off,
        name="review_call_off",
    ),
    path("peer-review/<pr_number:pr_number>/decide/", staff.review_decide, name="review_decide"),
    path("cet-abroad/new/", own.non_uk_new, name="non_uk_new"),
    path("cet-abroad/<nu_number:nu_number>/", own.non_uk_cet, name="non_uk_cet"),
    path("cet-abroad/<nu_number:nu_number>/again/", own.non_uk_again, name="non_uk_again"),
    path("cet-abroad/<nu_number:nu_number>/withdraw/", own.non_uk_withdraw, name="non_uk_withdraw"),
    path(
        "cet-abroad/<nu_number:nu_number>/evidence/",
        afterwards.non_uk_evidence,
        name="non_uk_evidence",
    ),
    path(
        "cet-abroad/<nu_number:nu_number>/not-attended/",
        afterwards.non_uk_not_attended,
        name="non_uk_not_attended",
    ),
    path(
        "cet-abroad/<nu_number:nu_number>/files/<int:file_id>/", own.asked_file, name="asked_file"
    ),
    path("cet-abroad/<nu_number:nu_number>/decide/", staff.non_uk_decide, name="non_uk_decide"),
    path("overview/requests/", staff.asked_staff, name="asked_staff"),
    path("overview/held/", settling.held, name="held"),
    path("overview/held/<ev_number:ev_number>/", settling.settle, name="settle"),
]
