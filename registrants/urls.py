"""Addresses of registrants."""

from django.urls import path

from registrants.views import (
    assisting,
    granting,
    imports,
    instructing,
    joining,
    objecting,
    opening,
    profile,
    register,
    registrant,
    reminders,
    writing,
)

app_name = "registrants"

urlpatterns = [
    path("register/", register.register, name="register"),
    path("register/people/<int:person_id>/", register.person, name="person"),
    path("register/people/<int:person_id>/points/", register.person_points, name="person_points"),
    path("register/imports/", imports.register_imports, name="register_imports"),
    path("register/imports/new/", imports.register_import_new, name="register_import_new"),
    path(
        "register/imports/example.csv",
        imports.register_import_example,
        name="register_import_example",
    ),
    path("register/imports/<int:import_id>/", imports.register_import, name="register_import"),
    *(
        path(
            f"register/imports/<int:import_id>/{act}/",
            getattr(imports, f"register_import_{act}"),
            name=f"register_import_{act}",
        )
        for act in ("commit", "ask", "confirm", "discard")
    ),
    path("open-account/", opening.open_account, name="open_account"),
    path("open-account/no-number/", opening.open_without_number, name="open_without_number"),
    path("open-account/sent/", opening.open_sent, name="open_sent"),
    path("open-account/link/<str:token>/", opening.open_link, name="open_link"),
    path("open-account/password/", opening.open_password, name="open_password"),
    path("register/accounts/", assisting.accounts, name="accounts"),
    path("register/people/<int:person_id>/acts/", assisting.acts, name="acts"),
    path("register/requests/<int:request_id>/", assisting.assist, name="assist"),
    path(
        "register/requests/<int:request_id>/correct/<int:entry_id>/",
        assisting.correct,
        name="assist_correct",
    ),
    path("register/people/<int:person_id>/voluntary/", granting.voluntary, name="voluntary"),
    path("register/people/<int:person_id>/join/", joining.join, name="join"),
    path(
        "register/people/<int:person_id>/join/<int:other_id>/",
        joining.join_check,
        name="join_check",
    ),
    path("register/join-requests/<int:request_id>/", joining.join_request, name="join_request"),
    path("statement/profile/join/", joining.join_own, name="join_own"),
    path("statement/profile/", profile.profile, name="profile"),
    path("statement/reminders/", reminders.reminders, name="reminders"),
    path("statement/accept/", registrant.accept_all, name="accept_all"),
    path("statement/accept/<int:entry_id>/", registrant.accept, name="accept"),
    path("statement/lines/<int:entry_id>/decline/", objecting.decline, name="decline"),
    path("statement/lines/<int:entry_id>/query/", objecting.query, name="query"),
    path("statement/lines/<int:entry_id>/take-back/", objecting.drop_query, name="drop_query"),
    path("statement/lines/<int:entry_id>/reflection/", writing.reflection, name="reflection"),
    path("statement/standing-instruction/", instructing.instruction, name="instruction"),
    path("statement/own-learning/", writing.learning, name="learning"),
    path("statement/own-learning/new/", writing.add_learning, name="add_learning"),
    path(
        "statement/own-learning/<int:learning_id>/",
        writing.change_learning,
        name="change_learning",
    ),
    path(
        "statement/own-learning/<int:learning_id>/remove/",
        writing.remove_learning,
        name="remove_learning",
    ),
]
