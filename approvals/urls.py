"""Addresses of approvals."""
from django.urls import path
app_name = "approvals"
urlpatterns = [path("applications/<str:c_number>/", lambda r: None, name="application"), path("queue/<str:c_number>/", lambda r: None, name="review")]
