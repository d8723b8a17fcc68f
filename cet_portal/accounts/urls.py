"""Addresses of the account pages that are our own."""

from django.urls import path

from cet_portal.accounts import views

app_name = "accounts"

urlpatterns = [
    path("role/", views.switch_role, name="switch_role"),
    path("messages/", views.message_list, name="message_list"),
    path("messages/<int:message_id>/", views.message_detail, name="message_detail"),
]
