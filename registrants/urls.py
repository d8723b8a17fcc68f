"""Addresses of registrants."""

from django.urls import path

from registrants.views import imports, register, registrant

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
    path("statement/accept/", registrant.accept_all, name="accept_all"),
    path("statement/accept/<int:entry_id>/", registrant.accept, name="accept"),
]
